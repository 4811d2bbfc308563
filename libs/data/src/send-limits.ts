import { type Config, rules, setting } from '#platform';

/** How much may be sent: by a business number over all processes, and to one person. */
export interface SendLimits {
  phoneNumberId: string;
  perSecond: number;
  perMinute: number;
  perDay: number;
  /** Messages of any kind to one person in an hour. */
  perPersonAndHour: number;
  /** Messages that nobody had asked for, to one person in a day. */
  notificationsPerPersonAndDay: number;
}

export const sendLimitSettings = {
  // Below WhatsApp's 80, which count what people write, too.
  messagesPerSecond: setting('MESSAGES_PER_SECOND', rules.count(70)),
  messagesPerMinute: setting('MESSAGES_PER_MINUTE', rules.count(250)),
  messagesPerDay: setting('MESSAGES_PER_DAY', rules.count(100_000)),
  messagesPerUserPerHour: setting('MESSAGES_PER_USER_PER_HOUR', rules.count(30)),
  notificationsPerUserPerDay: setting('NOTIFICATIONS_PER_USER_PER_DAY', rules.count(24)),
};

export const sendLimitsOf = (
  config: Config<typeof sendLimitSettings> & { phoneNumberId: string },
): SendLimits => ({
  phoneNumberId: config.phoneNumberId,
  perSecond: config.messagesPerSecond,
  perMinute: config.messagesPerMinute,
  perDay: config.messagesPerDay,
  perPersonAndHour: config.messagesPerUserPerHour,
  notificationsPerPersonAndDay: config.notificationsPerUserPerDay,
});

/** WhatsApp's limit for one person: one message in six seconds, or a burst that is paid off afterwards. */
export const pairLimit = { everySeconds: 6, burst: 45 };
