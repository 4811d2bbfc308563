import { traceparentFor } from '#platform';

import type { QueueDefinition } from './queue-definition.ts';

/** A payload as it is on the queue: beside its fields, the span that it was enqueued in, as W3C Trace Context has it. Whoever handles it does not see that. */
export const withTraceparent = <T>(queue: QueueDefinition<T>, payload: T): T => {
  const key = queue.messageKey?.(payload);
  const traceparent = key && traceparentFor(key);
  return traceparent === undefined ? payload : { ...payload, traceparent };
};

export function traceparentOf(content: unknown): string | undefined {
  const { traceparent } = content as { traceparent?: unknown };
  return typeof traceparent === 'string' ? traceparent : undefined;
}
