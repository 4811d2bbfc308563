import { z } from 'zod';

/** What is asked instead of the address and the token of the settings. */
export const verifySchema = z
  .object({
    url: z.url({ protocol: /^https?$/ }).optional(),
    verifyToken: z.string().min(1).optional(),
  })
  .prefault({});

/** One request, and in words what came and what should have come. */
const checkSchema = z.object({
  what: z.string(),
  passed: z.boolean(),
  answered: z.string(),
  expected: z.string(),
});

export const verificationSchema = z.object({
  url: z.string(),
  passed: z.boolean(),
  checks: z.array(checkSchema),
});

export type Check = z.infer<typeof checkSchema>;
export type Verification = z.infer<typeof verificationSchema>;
