import { z } from 'zod';

import { phoneDigits } from '../people.ts';

const id = z.string().regex(/^\d{1,20}$/);
const phone = z
  .string()
  .transform(phoneDigits)
  .pipe(z.string().regex(/^\d{7,15}$/, 'must be a phone number with country code'));
const recipients = z.array(phone).transform((phones) => new Set(phones));

export const newAccountSchema = z.object({
  id: id.optional(),
  name: z.string().default('Lucky Shrub'),
  webhookUrl: z.url().optional(),
});

const ofNumber = z.object({
  status: z.enum(['CONNECTED', 'PENDING', 'DISCONNECTED', 'FLAGGED', 'RESTRICTED', 'RATE_LIMITED', 'BANNED']),
  qualityRating: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']),
  throughput: z.enum(['STANDARD', 'HIGH']),
  codeVerificationStatus: z.enum(['VERIFIED', 'NOT_VERIFIED', 'EXPIRED']),
});

export const newNumberSchema = ofNumber.partial().extend({
  id: id.optional(),
  /** The usual one when left out. */
  account: id.optional(),
  phone,
  verifiedName: z.string().default('Lucky Shrub'),
  allowedRecipients: recipients.optional(),
});

export const numberChangeSchema = ofNumber.partial().extend({
  /** Makes it a test number; null: it may write to anybody. */
  allowedRecipients: recipients.nullable().optional(),
  /** What the review of a new display name ends with. */
  displayName: z.enum(['approved', 'rejected']).optional(),
});

export const accountChangeSchema = z
  .object({
    reviewStatus: z.enum(['APPROVED', 'PENDING', 'REJECTED']),
    /** How many people may be written to first in 24 hours, by all numbers; null: no limit. */
    messagingLimit: z.int().min(0).nullable(),
    /** `restriction_type`s, each for a day. */
    restrictions: z.array(z.string()),
    /** `violation_type`. */
    violation: z.string(),
    /** `waba_ban_state`. */
    ban: z.enum(['SCHEDULE_FOR_DISABLE', 'DISABLE', 'REINSTATE']),
    /** An `account_update` that needs no more than its name. */
    event: z.string(),
  })
  .partial();

export type NumberChange = z.output<typeof numberChangeSchema>;
export type AccountChange = z.output<typeof accountChangeSchema>;
