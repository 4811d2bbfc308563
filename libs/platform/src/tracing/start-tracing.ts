import { ROOT_CONTEXT } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';

import { type SpanEvent, spanChannel, type TraceparentRequest, traceparentChannel } from '../span.ts';
import { stepChannel, type StepEvent } from '../step-trace.ts';
import { withTimeLimit } from '../time-limit.ts';
import { MessageIds } from './message-ids.ts';
import { SpanRecorder } from './span-recorder.ts';
import { WatchedExporter } from './watched-exporter.ts';

/** For a collector that hangs: spans wait, and what is too much is dropped. */
const exportLimitMs = 5_000;
const exportPauseMs = 1_000;
const mostWaiting = 8_192;
const lastExportLimitMs = 2_000;

/**
 * Exports traces from now on, over OTLP/HTTP. Whether a message is traced depends on its trace id, which all apps know: they decide alike.
 *
 * @param endpoint without `/v1/traces`. @param share of the messages, from 0 to 1
 * @returns sends what is left, and resolves soon, whatever the collector does
 */
export function startTracing(
  app: string,
  { endpoint, headers, share }: { endpoint: string; headers: Record<string, string>; share: number },
): () => Promise<void> {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: exportLimitMs });
  const sampler = new TraceIdRatioBasedSampler(share);
  const ids = new MessageIds();
  const provider = new TracerProvider({
    sampler,
    idGenerator: ids,
    resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: `handsfree-${app}` }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new WatchedExporter(exporter),
        scheduledDelayMillis: exportPauseMs,
        exportTimeoutMillis: exportLimitMs,
        maxQueueSize: mostWaiting,
      }),
    ],
  });
  const isSampled = (traceId: string): boolean =>
    sampler.shouldSample(ROOT_CONTEXT, traceId).decision === SamplingDecision.RECORD_AND_SAMPLED;
  listen(new SpanRecorder(provider.getTracer('handsfree'), ids, isSampled));
  return () => withTimeLimit(provider.shutdown(), lastExportLimitMs).catch(() => undefined);
}

/** A fault in here must not reach the message that is traced. */
function listen(recorder: SpanRecorder): void {
  stepChannel.subscribe((event) => safely(() => recorder.step(event as StepEvent)));
  traceparentChannel.subscribe((message) => {
    const request = message as TraceparentRequest;
    request.traceparent = safely(() => recorder.traceparentFor(request));
  });
  const { start, error, asyncEnd } = spanChannel;
  start.bindStore(recorder.open, (event) => safely(() => recorder.begin(event)));
  error.subscribe((event) =>
    safely(() => recorder.fail(event as SpanEvent, (event as { error?: unknown }).error)),
  );
  asyncEnd.subscribe((event) => safely(() => recorder.end(event as SpanEvent)));
}

function safely<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
