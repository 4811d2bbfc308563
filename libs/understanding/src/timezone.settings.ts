import { IANAZone } from 'luxon';

import { rules, setting } from '#platform';

const zone = rules.text.refine(
  (name) => IANAZone.isValidZone(name),
  'must be an IANA time zone like Europe/Berlin',
);

export const timezoneSettings = {
  /** Of people who have chosen none; without it, it follows from their phone number's country. */
  defaultTimezone: setting('DEFAULT_TIMEZONE', zone.optional()),
};
