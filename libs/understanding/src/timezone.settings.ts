import { IANAZone } from 'luxon';

import { rules, setting } from '#platform';

/** An IANA zone's name. */
export const zoneRule = rules.text.refine(
  (name) => IANAZone.isValidZone(name),
  'must be an IANA time zone like Europe/Berlin',
);

export const timezoneSettings = {
  /** Of people who have chosen none; without it, it follows from their phone number's country. */
  defaultTimezone: setting('DEFAULT_TIMEZONE', zoneRule.optional()),
};
