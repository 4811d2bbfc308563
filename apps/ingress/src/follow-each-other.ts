import type { InboundPayload } from '#queues';

import { namesOf, type Predecessor, type Predecessors } from './predecessors.ts';

/** Links each message of a webhook to the one that the same person sent before it, whatever their order in it. */
export function followEachOther(messages: InboundPayload[]): InboundPayload[] {
  // Nearly every webhook has one message.
  if (messages.length < 2) return messages;
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
    if (before) after.set(message, before.messageKey);
    for (const name of names) latest.set(name, turn);
  }
  return messages.map((message) => ({ ...message, after: after.get(message) }));
}

/**
 * Links each message that follows none in its own webhook to the last one of the same person in earlier webhooks, and marks those that do
 * not come in the order in which they were sent.
 */
export function followEarlier(messages: InboundPayload[], earlier: Predecessors): InboundPayload[] {
  return messages.map((message) => ({
    ...message,
    after: message.after ?? latestBefore(message, earlier)?.messageKey,
    ...(earlier.isOutOfOrder(message) && { isOutOfOrder: true }),
  }));
}

function latestBefore(message: InboundPayload, earlier: Predecessors): Predecessor | undefined {
  const { messageKey, sentAt } = message;
  let latest: Predecessor | undefined;
  for (const name of namesOf(message)) {
    const one = earlier.of(name);
    if (!one || one.sentAt > sentAt || one.messageKey === messageKey) continue;
    if (!latest || one.sentAt > latest.sentAt) latest = one;
  }
  return latest;
}
