import { IANAZone } from 'luxon';

import { dataSettings } from '#data';
import { type Config, portSettings, rules, sealingSettings, setting } from '#platform';
import { queueSettings } from '#queues';

const zone = rules.text.refine(
  (name) => IANAZone.isValidZone(name),
  'must be an IANA time zone like Europe/Berlin',
);

export const intentSettings = {
  port: portSettings.intent,
  defaultTimezone: setting('DEFAULT_TIMEZONE', zone.optional()),
  /** Messages of one person beyond this number within a minute are not read. */
  inboundPerUserPerMinute: setting('INBOUND_PER_USER_PER_MINUTE', rules.count(30)),
  /** Concurrent calls of a slow engine, such as a language model, in this process. */
  slowCallsAtOnce: setting('SLOW_CALLS_AT_ONCE', rules.count(10)),
  ...queueSettings,
  ...dataSettings,
  ...sealingSettings,
};
export type IntentConfig = Config<typeof intentSettings>;

export const INTENT_CONFIG = Symbol('intent config');
