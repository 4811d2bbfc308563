import { z } from 'zod';

import { maybe, maybeText, seconds, word } from './webhook-leaves.ts';

// The envelope of Meta's webhooks, as far as we read it; every other key passes. An unreadable element must not cost
// its neighbours, so the arrays hold `unknown` and each element is parsed on its own.

export const webhookSchema = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.unknown()),
});
export type Webhook = z.infer<typeof webhookSchema>;

export const webhookEntrySchema = z.object({
  /** Missing in entries of the field `messages`. */
  time: maybe(seconds),
  changes: z.array(z.unknown()),
});

export const webhookChangeSchema = z.object({ field: word, value: z.unknown() });

/** `value` of the field `messages`. Where a list is expected, anything else counts as its only element. */
const list = z.preprocess((value) => {
  if (Array.isArray(value)) return value as unknown[];
  return value === undefined || value === null ? [] : [value];
}, z.array(z.unknown()));

export const messagesValueSchema = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: list,
  messages: list,
  statuses: list,
  errors: list,
});
export type MessagesValue = z.infer<typeof messagesValueSchema>;

export const webhookContactSchema = z.object({
  wa_id: maybeText,
  user_id: maybeText,
  profile: maybe(z.object({ name: maybeText })),
});
