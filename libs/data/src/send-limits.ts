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

/** WhatsApp's limit for one person: one message in six seconds, or a burst that is paid off afterwards. */
export const pairLimit = { everySeconds: 6, burst: 45 };
