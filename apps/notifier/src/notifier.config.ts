import { dataSettings } from '#data';
import { type Config, rules, sealingSettings, setting } from '#platform';
import { queueSettings } from '#queues';
import { graphSettings } from '#whatsapp';

export const notifierSettings = {
  port: setting('NOTIFIER_PORT', rules.port(3003)),
  ...queueSettings,
  ...dataSettings,
  ...graphSettings,
  ...sealingSettings,
};
export type NotifierConfig = Config<typeof notifierSettings>;
