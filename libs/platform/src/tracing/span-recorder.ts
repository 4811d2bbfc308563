import { AsyncLocalStorage } from 'node:async_hooks';

import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Tracer,
} from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
} from '@opentelemetry/semantic-conventions';

import { correlationIdOf, isOwnId, traceIdOf } from '../correlation.ts';
import type { SpanEvent, TraceparentRequest } from '../span.ts';
import type { StepEvent } from '../step-trace.ts';
import { epochMs, nowMs } from './epoch.ts';
import type { MessageIds } from './message-ids.ts';
import { firstSpanContext, firstSpanOf, remoteParent, traceparentOf } from './span-parents.ts';

/** A span that is under way. */
interface Open {
  span: Span;
  traceId: string;
  /** The spans in it. */
  within: Context;
  /** When the last of its steps was over. */
  steppedAtMs: number;
}

type Begin = (startTime: number, attributes: Attributes, kind: SpanKind) => Span;

const kinds = { internal: SpanKind.INTERNAL, consumer: SpanKind.CONSUMER, client: SpanKind.CLIENT };
const firstFailure = 400;
/** Webhooks that were never acknowledged are forgotten. */
const mostReceived = 10_000;

/** Steps that end within the span around them, by what took the time since the one before. */
const namesOfSteps: Partial<Record<StepEvent['step'], string>> = {
  recorded: 'record',
  understood: 'understand',
  acted: 'act',
  handed_on: 'hand on',
  marked_sending: 'mark as sending',
};

/** Makes OpenTelemetry's spans of what the apps publish. What a span holds is named here or by its publisher: never words, names or numbers. */
export class SpanRecorder {
  /** The span around what is being done. */
  readonly open = new AsyncLocalStorage<Open | undefined>();
  readonly #spans = new WeakMap<SpanEvent, Open>();
  readonly #receivedAtMs = new Map<string, number>();

  /** @param isSampled whether a trace is one of those that are exported */
  constructor(
    private readonly tracer: Tracer,
    private readonly ids: MessageIds,
    private readonly isSampled: (traceId: string) => boolean,
  ) {}

  /** @returns the span that is open from now on */
  begin(event: SpanEvent): Open | undefined {
    const around = this.open.getStore();
    const { name, key, kind, attributes, waitingSinceMs } = event;
    const traceId = key === undefined ? around?.traceId : traceIdOf(key);
    if (traceId === undefined) return around;
    const isWithin = around?.traceId === traceId;
    const about = key === undefined || isWithin ? {} : correlated(key);
    const startMs = nowMs();
    const beginOne = this.#beginnerOf(
      name,
      traceId,
      isWithin ? around.within : this.#parentOf(traceId, event),
    );
    if (waitingSinceMs !== undefined) this.#recordWait(event, traceId, waitingSinceMs, startMs, about);
    const span = beginOne(startMs, { ...attributes, ...about }, kinds[kind]);
    const opened = { span, traceId, within: trace.setSpan(ROOT_CONTEXT, span), steppedAtMs: startMs };
    this.#spans.set(event, opened);
    return opened;
  }

  /** @param event may have learned more since it began */
  end(event: SpanEvent): void {
    const opened = this.#spans.get(event);
    if (!opened) return;
    opened.span.setAttributes(event.attributes);
    if (Number(event.attributes[ATTR_HTTP_RESPONSE_STATUS_CODE]) >= firstFailure)
      opened.span.setStatus({ code: SpanStatusCode.ERROR });
    opened.span.end(nowMs());
  }

  /** Of an error, only its kind is kept: its message may hold anything. */
  fail(event: SpanEvent, error: unknown): void {
    const opened = this.#spans.get(event);
    if (!opened) return;
    const name = error instanceof Error ? error.name : typeof error;
    if (event.isPutOff?.(error)) opened.span.setAttribute('handsfree.put_off', name);
    else opened.span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute(ATTR_ERROR_TYPE, name);
  }

  step({ step, key, at, status }: StepEvent): void {
    const atMs = epochMs(at);
    switch (step) {
      case 'received':
        return this.#received(key, atMs);
      case 'acknowledged':
        return this.#acknowledged(key, atMs);
      case 'reported':
        return this.#reported(key, atMs, status);
      default:
        return this.#stepped(step, atMs);
    }
  }

  /** Of the span around, if it is in the trace of the message; else of the one in which ingress received that. */
  traceparentFor({ key }: TraceparentRequest): string | undefined {
    const traceId = traceIdOf(key);
    const around = this.open.getStore();
    if (around?.traceId === traceId) return traceparentOf(around.span.spanContext());
    if (isOwnId(key)) return undefined;
    const traceFlags = this.isSampled(traceId) ? TraceFlags.SAMPLED : TraceFlags.NONE;
    return traceparentOf({ traceId, spanId: firstSpanOf(traceId), traceFlags });
  }

  #parentOf(traceId: string, { key, traceparent }: SpanEvent): Context | undefined {
    const asked = remoteParent(traceId, traceparent);
    return asked ?? (key !== undefined && isOwnId(key) ? undefined : firstSpanContext(traceId));
  }

  /** @param parent without one it is the first of its trace, or one of the first */
  #beginnerOf(name: string, traceId: string, parent: Context | undefined, spanId?: string): Begin {
    return (startTime, attributes, kind) => {
      const options = { startTime, attributes, kind };
      if (parent) return this.tracer.startSpan(name, options, parent);
      return this.ids.give({ traceId, spanId }, () => this.tracer.startSpan(name, options, ROOT_CONTEXT));
    };
  }

  #recordWait(event: SpanEvent, traceId: string, sinceMs: number, untilMs: number, about: Attributes): void {
    const queue = event.attributes['messaging.destination.name'];
    const begin = this.#beginnerOf(`wait on ${queue}`, traceId, this.#parentOf(traceId, event));
    // The clock of the machine that enqueued it may be ahead.
    begin(Math.min(sinceMs, untilMs), about, SpanKind.INTERNAL).end(untilMs);
  }

  #received(key: string, atMs: number): void {
    const [oldest] = this.#receivedAtMs.keys();
    if (oldest !== undefined && this.#receivedAtMs.size >= mostReceived) this.#receivedAtMs.delete(oldest);
    this.#receivedAtMs.set(key, atMs);
  }

  #acknowledged(key: string, atMs: number): void {
    const sinceMs = this.#receivedAtMs.get(key) ?? atMs;
    this.#receivedAtMs.delete(key);
    const traceId = traceIdOf(key);
    const attributes = {
      [ATTR_HTTP_ROUTE]: '/webhook',
      [ATTR_HTTP_RESPONSE_STATUS_CODE]: 200,
      ...correlated(key),
    };
    const begin = this.#beginnerOf('POST /webhook', traceId, undefined, firstSpanOf(traceId));
    begin(sinceMs, attributes, SpanKind.SERVER).end(atMs);
  }

  #reported(key: string, sinceMs: number, status = ''): void {
    const traceId = traceIdOf(key);
    const parent = isOwnId(key) ? undefined : firstSpanContext(traceId);
    const begin = this.#beginnerOf(`status ${status}`, traceId, parent);
    begin(sinceMs, correlated(key), SpanKind.CONSUMER).end(nowMs());
  }

  #stepped(step: StepEvent['step'], atMs: number): void {
    const around = this.open.getStore();
    if (!around) return;
    const name = namesOfSteps[step];
    if (name) this.tracer.startSpan(name, { startTime: around.steppedAtMs }, around.within).end(atMs);
    around.steppedAtMs = atMs;
  }
}

const correlated = (key: string): Attributes => ({ 'handsfree.correlation_id': correlationIdOf(key) });
