import { dataSettings, sendLimitSettings } from '#data';
import { type Config, portSettings, rules, sealingSettings, setting } from '#platform';
import { queueSettings } from '#queues';
import { graphSettings, optionalAppSettings, optionalBusinessAccountSetting } from '#whatsapp';

export const notifierSettings = {
  port: portSettings.notifier,
  ...queueSettings,
  ...dataSettings,
  ...graphSettings,
  ...optionalAppSettings,
  businessAccountId: optionalBusinessAccountSetting,
  ...sealingSettings,
  ingressUrl: setting('INGRESS_URL', rules.url(['http', 'https']).optional()),
  ingressPort: portSettings.ingress,
  ...sendLimitSettings,
};
export type NotifierConfig = Config<typeof notifierSettings>;
