// Turns step events from several processes into the spans of each message.
import { percentile } from './stats.mjs';

/**
 * Each span ends with the step named here and begins where the previous one ended; together they cover the whole path.
 */
const spans = [
  ['received', 'request in'],
  ['acknowledged', 'ack'],
  ['picked_up', 'queue hop'],
  ['recorded', 'record, claim'],
  ['understood', 'understand'],
  ['acted', 'act, commit'],
  ['handed_on', 'hand on'],
  ['outbound_picked_up', 'queue hop'],
  ['marked_sending', 'mark as sending'],
  ['post_answered', 'POST'],
];

/**
 * @param events of all processes
 * @param sent when each webhook was sent, in order
 * @returns the spans in milliseconds of each message that passed every step
 */
export function messageSpans(events, sent) {
  const messages = new Map();
  const keyOfOutbound = new Map();
  for (const { step, key, outboundId } of events) {
    if (step === 'handed_on') keyOfOutbound.set(outboundId, key);
  }
  for (const { step, key, at } of events.toSorted((a, b) => a.at - b.at)) {
    const message = keyOfOutbound.get(key) ?? key;
    // Of a repeated step, the last run counts: the path continued there.
    messages.set(message, { ...messages.get(message), [step]: at });
  }
  const inOrder = [...messages.values()]
    .filter(({ received }) => received !== undefined)
    .toSorted((a, b) => a.received - b.received);
  if (inOrder.length !== sent.length) {
    throw new Error(`${sent.length} webhooks were sent, ${inOrder.length} were traced`);
  }
  return inOrder.map((message, at) => spansOf(message, sent[at])).filter((span) => !span.some(Number.isNaN));
}

/** Messages are sequential, so the n-th sent is the n-th received. */
function spansOf(message, sentAt) {
  const ends = spans.map(([step]) => message[step] ?? NaN);
  // A job may be picked up before its producer knows that it is queued: the rest of that step is off the path.
  for (let at = ends.length - 2; at >= 0; at--) ends[at] = Math.min(ends[at], ends[at + 1]);
  return ends.map((end, at) => end - (at === 0 ? sentAt : ends[at - 1]));
}

/** @returns p50, p90 and mean of each span and of the total, in milliseconds; only the means add up */
export function waterfall(messages) {
  const total = messages.map((message) => message.reduce((sum, ms) => sum + ms, 0));
  const rows = spans.map(([, name], at) => [name, messages.map((message) => message[at])]);
  return [...rows, ['total', total]].map(([name, values]) => ({
    name,
    p50Ms: percentile(values, 0.5),
    p90Ms: percentile(values, 0.9),
    meanMs: values.reduce((sum, ms) => sum + ms, 0) / values.length,
  }));
}
