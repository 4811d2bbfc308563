import { IANAZone } from 'luxon';
import { z } from 'zod';

import { type Config, loadConfig, setting } from '#platform';

export const zone = z
  .string()
  .refine((name) => IANAZone.isValidZone(name), 'must be an IANA time zone such as Europe/Berlin');

const understandSettings = {
  defaultTimezone: setting('DEFAULT_TIMEZONE', zone.default('UTC')),
};

export const loadUnderstandConfig = (): Config<typeof understandSettings> => loadConfig(understandSettings);
