import { dataSettings, type SendLimits } from '#data';
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
  // Below WhatsApp's 80, which count what people write, too.
  messagesPerSecond: setting('MESSAGES_PER_SECOND', rules.count(70)),
  messagesPerMinute: setting('MESSAGES_PER_MINUTE', rules.count(250)),
  messagesPerDay: setting('MESSAGES_PER_DAY', rules.count(100_000)),
  messagesPerUserPerHour: setting('MESSAGES_PER_USER_PER_HOUR', rules.count(30)),
  notificationsPerUserPerDay: setting('NOTIFICATIONS_PER_USER_PER_DAY', rules.count(24)),
};
export type NotifierConfig = Config<typeof notifierSettings>;

export const sendLimitsOf = (config: NotifierConfig): SendLimits => ({
  phoneNumberId: config.phoneNumberId,
  perSecond: config.messagesPerSecond,
  perMinute: config.messagesPerMinute,
  perDay: config.messagesPerDay,
  perPersonAndHour: config.messagesPerUserPerHour,
  notificationsPerPersonAndDay: config.notificationsPerUserPerDay,
});
