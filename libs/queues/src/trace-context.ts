import { traceparentFor } from '#platform';

import type { QueueDefinition } from './queue-definition.ts';

/** A payload as it is on the queue: beside its fields, the span that it was enqueued in, as W3C Trace Context has it. Whoever handles it does not see that. */
export const withTraceparent = <T>({ messageKey }: QueueDefinition<T>, payload: T): T => {
  const traceparent = messageKey && traceparentFor(messageKey(payload));
  return traceparent === undefined ? payload : { ...payload, traceparent };
};

export function traceparentOf(content: unknown): string | undefined {
  const { traceparent } = content as { traceparent?: unknown };
  return typeof traceparent === 'string' ? traceparent : undefined;
}
