import { z } from 'zod';

import { phoneDigits, usualPhone } from '../people.ts';

const phoneSchema = z
  .string()
  .default(usualPhone)
  .transform(phoneDigits)
  .refine((phone) => /^\d{7,15}$/.test(phone), 'must be a phone number with country code');

/** Whose phone it is, and with whom. */
export const personSchema = z.object({
  phone: phoneSchema,
  name: z.string().trim().min(1).max(100).optional(),
  /** The id of the business number that the person talks with; without it the usual one. */
  number: z.string().optional(),
});
