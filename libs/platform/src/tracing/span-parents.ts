import { type Context, ROOT_CONTEXT, type SpanContext, trace, TraceFlags } from '@opentelemetry/api';

const traceparentForm = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** The span in which ingress received the message of a trace: all apps know its id, since the trace's begins so. */
export const firstSpanOf = (traceId: string): string => traceId.slice(0, 16);

export const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`;

/** @returns undefined for what is no `traceparent`, or one of another trace */
export function remoteParent(traceId: string, traceparent: string | undefined): Context | undefined {
  const [, ofTrace, spanId] = traceparentForm.exec(traceparent ?? '') ?? [];
  return spanId !== undefined && ofTrace === traceId ? parentOf(traceId, spanId) : undefined;
}

export const firstSpanContext = (traceId: string): Context => parentOf(traceId, firstSpanOf(traceId));

function parentOf(traceId: string, spanId: string): Context {
  const parent = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, parent);
}
