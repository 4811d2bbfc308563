export { correlationIdOf, keyPrefixOf } from './correlation.ts';
export type { Dependency } from './dependency.ts';
export { freePort } from './free-port.ts';
export { GateModule } from './gate.module.ts';
export { Gate, GateClosedError } from './gate.ts';
export {
  aboutMessage,
  aboutNoMessage,
  inContext,
  type MessageContext,
  nameMessage,
} from './message-context.ts';
export { mostCounted } from './most-counted.ts';
export { counter, Figures, histogram } from './metrics.ts';
export { maskPersonal } from './mask-personal.ts';
export { MicroBatcher } from './micro-batcher.ts';
export { HealthModule } from './health.module.ts';
export { JsonLogger } from './logger.ts';
export { intervalTask, IntervalTask } from './interval-task.ts';
export { otherSpelling } from './phone-spelling.ts';
export { hostSetting, hostWarningSetting, portSettings, usualPorts } from './ports.ts';
export { isPostgresOutage, isSocketOutage } from './postgres-outage.ts';
export { restart, runApp } from './run-app.ts';
export { derivedLookupKey, lookupFingerprint } from './lookup-key.ts';
export { DamagedError, longestKeyWaitMs, Sealer, UnknownKeyError } from './sealer.ts';
export { SealingModule } from './sealing.module.ts';
export { sealingSettings, type SealingConfig } from './sealing.settings.ts';
export { loadConfig, rules, setting, SettingsError, type Config, type Settings } from './settings.ts';
export { type SpanEvent, traced, traceparentFor } from './span.ts';
export { monotonicMs, stepChannel, traceStep, type StepEvent } from './step-trace.ts';
export { TimeLimitError, withTimeLimit } from './time-limit.ts';
export { tracingSettings } from './tracing/tracing.settings.ts';
