import type { InboundPayload } from '#queues';

/** Links each message to the one that the same person sent before it, whatever their order here. */
export function followEachOther(messages: InboundPayload[]): InboundPayload[] {
  if (messages.length < 2) return messages;
  const inOrderSent = messages.toSorted((one, other) => one.sentAt - other.sentAt);
  const after = new Map<InboundPayload, string>();
  const met = new Set<string>();
  const latest = new Map<string, number>();
  for (const [turn, message] of inOrderSent.entries()) {
    // The same message twice must not wait for itself.
    if (met.has(message.messageKey)) continue;
    met.add(message.messageKey);
    const names = namesOf(message);
    const before = inOrderSent[Math.max(...names.map((name) => latest.get(name) ?? -1))];
    if (before) after.set(message, before.messageKey);
    for (const name of names) latest.set(name, turn);
  }
  return messages.map((message) => ({ ...message, after: after.get(message) }));
}

/** All that the person is known by: a later message may come under one of them only. */
function namesOf({ from, becomes }: InboundPayload): string[] {
  return [
    ...[from.bsuid, becomes?.bsuid].filter(Boolean).map((bsuid) => `user ${bsuid}`),
    ...[from.phone, becomes?.phone].filter(Boolean).map((phone) => `phone ${phone}`),
  ];
}
