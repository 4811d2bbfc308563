import { z } from 'zod';

import { maybe, maybeId, maybeText, word } from './webhook-leaves.ts';
import { webhookTime } from './webhook-time.ts';

// The envelope of Meta's webhooks, as far as we read it; every other key passes. An unreadable element must not cost
// its neighbours, so the arrays hold `unknown` and each element is parsed on its own.

export const webhookSchema = z.object({
  /** Left out in some of Meta's examples. */
  object: z.literal('whatsapp_business_account').optional(),
  entry: z.array(z.unknown()),
});
/** `whole` is a body that is no such webhook. */
export type Webhook = Pick<z.infer<typeof webhookSchema>, 'entry'> & { whole?: unknown };

export const webhookEntrySchema = z.object({
  /** Missing in entries of the field `messages`. */
  time: webhookTime,
  changes: z.array(z.unknown()),
});

export const webhookChangeSchema = z.object({ field: word, value: z.unknown() });

const metadata = z.object({ phone_number_id: z.union([z.string(), z.int()]).transform(String) });

/** `value` of any field, as far as it says which of the account's numbers it concerns. */
export const numberValueSchema = z.object({ metadata });

/** Where a list is expected, anything else counts as its only element. */
const list = z.preprocess((value) => {
  if (Array.isArray(value)) return value as unknown[];
  return value === undefined || value === null ? [] : [value];
}, z.array(z.unknown()));

/** `value` of the field `messages`. */
export const messagesValueSchema = z.object({
  metadata,
  contacts: list,
  messages: list,
  statuses: list,
  errors: list,
});
export type MessagesValue = z.infer<typeof messagesValueSchema>;

export const webhookContactSchema = z.object({
  wa_id: maybeId,
  user_id: maybeId,
  parent_user_id: maybeId,
  profile: maybe(z.object({ name: maybeText })),
});
export type WebhookContact = z.infer<typeof webhookContactSchema>;
