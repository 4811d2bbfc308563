import { z } from 'zod';

import { maybe, maybeErrors, maybeText, word } from './webhook-leaves.ts';
import { webhookTime } from './webhook-time.ts';

type Price = Record<string, string | number | boolean>;

const priceValue = z.union([word, z.number(), z.boolean()]);

/** Flat, in WhatsApp's words, and stored as is. Anything else is left out. */
const pricing = z.record(z.string(), z.unknown()).transform((said): Price => {
  const price: Price = {};
  for (const [key, value] of Object.entries(said)) {
    const { data } = priceValue.safeParse(value);
    if (data !== undefined && word.safeParse(key).success) price[key] = data;
  }
  return price;
});

/** How far one of our messages got. The recipient is not read: some statuses have none, and we know whom we wrote to. */
export const webhookStatusSchema = z.object({
  id: z.string().min(1),
  status: z.enum(['sent', 'delivered', 'read', 'played', 'failed']),
  timestamp: webhookTime,
  biz_opaque_callback_data: maybeText,
  errors: maybeErrors,
  pricing: maybe(pricing),
});
export type WebhookStatus = z.infer<typeof webhookStatusSchema>;
