import { channel, tracingChannel } from 'node:diagnostics_channel';

/** Something done about a message that takes time. Nothing in it tells who the message is from, or what it says. */
export interface SpanEvent {
  name: string;
  kind: 'internal' | 'consumer' | 'client';
  /** In whose trace it is, as for `traceIdOf`; without it in that of the span around it, or in none. */
  key?: string;
  /** Of the span that asked for it, where that was another process. */
  traceparent?: string;
  /** Since when it was on a queue, in milliseconds since 1970. */
  waitingSinceMs?: number;
  /** May be added to until it is over. */
  attributes: Record<string, string | number>;
  /** An error that only puts it off. */
  isPutOff?(error: unknown): boolean;
}

/** What asks for a `traceparent` finds it here. */
export interface TraceparentRequest {
  key: string;
  traceparent?: string;
}

/** Publishes each span; subscribed to where traces are exported. */
export const spanChannel = tracingChannel<unknown, SpanEvent>('handsfree:span');
/** Publishes a `TraceparentRequest`, which the subscriber fills in. */
export const traceparentChannel = channel('handsfree:traceparent');

/** Runs `work`, as a span where traces are exported. Costs one comparison where they are not. */
export function traced<T>(span: SpanEvent, work: () => Promise<T>): Promise<T> {
  return spanChannel.start.hasSubscribers ? spanChannel.tracePromise(work, span) : work();
}

/** The W3C Trace Context to hand on with something about a message; undefined where no traces are exported. `key` as for `traceIdOf`. */
export function traceparentFor(key: string): string | undefined {
  if (!traceparentChannel.hasSubscribers) return undefined;
  const request: TraceparentRequest = { key };
  traceparentChannel.publish(request);
  return request.traceparent;
}
