import { testAccount } from './test-account.ts';

/** Of a number that may send more than any test does. */
export const manySends = {
  phoneNumberId: testAccount.phoneNumberId,
  perSecond: 10_000,
  perMinute: 100_000,
  perDay: 1_000_000,
  perPersonAndHour: 1_000,
  notificationsPerPersonAndDay: 1_000,
};
