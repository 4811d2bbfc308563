import { z } from 'zod';

import { phoneDigits, usualPhone } from '../people.ts';
import { longestName } from './longest-name.ts';

const phoneSchema = z
  .string()
  .default(usualPhone)
  .transform(phoneDigits)
  .refine((phone) => /^\d{7,15}$/.test(phone), 'A phone number has 7 to 15 digits, with the country code.');

/** Whose phone it is, and with whom. */
export const personSchema = z.object({
  phone: phoneSchema,
  name: z.string().trim().min(1).max(longestName).optional(),
  /** The id of the business number that the person talks with; without it the usual one. */
  number: z.string().optional(),
});
