import { accessSettings, dataSettings } from '#data';
import { type Config, portSettings, rules, sealingSettings, setting } from '#platform';
import { queueSettings, usualWorker } from '#queues';
import { geminiSettings, timezoneSettings } from '#understanding';

/** Slow calls must leave jobs free that do not wait for them. */
const belowConcurrency = [
  (count: number) => count < usualWorker.concurrency,
  `must be below ${usualWorker.concurrency}, the jobs at once`,
] as const;

export const intentSettings = {
  port: portSettings.intent,
  ...timezoneSettings,
  /** Messages of one person beyond this number within a minute are not read. */
  inboundPerUserPerMinute: setting('INBOUND_PER_USER_PER_MINUTE', rules.count(30)),
  /** Calls of a slow engine, such as a language model, at once in this process. */
  slowCallsAtOnce: setting('SLOW_CALLS_AT_ONCE', rules.count(10).refine(...belowConcurrency)),
  /** How people reach a human: told to those who ask for one. */
  supportContact: setting(
    'SUPPORT_CONTACT',
    rules.text.max(300, 'must have 300 characters at most').optional(),
  ),
  ...geminiSettings,
  ...queueSettings,
  ...dataSettings,
  ...accessSettings,
  ...sealingSettings,
};
export type IntentConfig = Config<typeof intentSettings>;

export const INTENT_CONFIG = Symbol('intent config');
