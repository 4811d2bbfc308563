import type { InboundPayload } from '#queues';

import { namesOf, type Predecessor, type Predecessors } from './predecessors.ts';

/**
 * Links each message to the one that the same person sent before it: in this webhook, whatever their order in it, or in
 * an earlier one.
 */
export function followEachOther(messages: InboundPayload[], earlier: Predecessors): InboundPayload[] {
  const [only] = messages;
  // Nearly every webhook has one message.
  if (only && messages.length === 1) {
    return [{ ...only, after: latestBefore(only, namesOf(only), earlier)?.messageKey }];
  }
  const inOrderSent = messages.toSorted((one, other) => one.sentAt - other.sentAt);
  const after = new Map<InboundPayload, string>();
  const met = new Set<string>();
  const latest = new Map<string, number>();
  for (const [turn, message] of inOrderSent.entries()) {
    // A message repeated in a webhook must not wait for itself.
    if (met.has(message.messageKey)) continue;
    met.add(message.messageKey);
    const names = namesOf(message);
    const before = inOrderSent[Math.max(...names.map((name) => latest.get(name) ?? -1))];
    const predecessor = before ?? latestBefore(message, names, earlier);
    if (predecessor) after.set(message, predecessor.messageKey);
    for (const name of names) latest.set(name, turn);
  }
  return messages.map((message) => ({ ...message, after: after.get(message) }));
}

function latestBefore(
  { messageKey, sentAt }: InboundPayload,
  names: string[],
  earlier: Predecessors,
): Predecessor | undefined {
  let latest: Predecessor | undefined;
  for (const name of names) {
    const one = earlier.of(name);
    if (!one || one.sentAt > sentAt || one.messageKey === messageKey) continue;
    if (!latest || one.sentAt > latest.sentAt) latest = one;
  }
  return latest;
}
