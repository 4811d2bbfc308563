import { z } from 'zod';

// What we read of Meta's webhooks; every other key passes. A message or status that we can not read must not cost its
// neighbours, so the arrays hold `unknown` and each element is parsed by itself.

const list = z.array(z.unknown()).optional().catch(undefined);

export const webhookSchema = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(
    z.object({
      id: z.string(),
      changes: z.array(z.object({ field: z.string(), value: z.unknown() })),
    }),
  ),
});
export type Webhook = z.infer<typeof webhookSchema>;

/** `value` of the field `messages`. */
export const messagesValueSchema = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: list,
  messages: list,
  statuses: list,
});

export const webhookContactSchema = z.object({
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
  profile: z.object({ name: z.string().optional() }).optional(),
});

/** The last moment that a `Date` can hold. */
const lastSecond = 8_640_000_000_000;
/** Time stamps are strings of whole seconds. */
const timestamp = z.coerce.number().int().positive().max(lastSecond);

/** A person who adopted a username may come without `from`, never without `from_user_id`. */
export const webhookMessageSchema = z
  .object({
    id: z.string().min(1),
    from: z.string().optional(),
    from_user_id: z.string().optional(),
    timestamp,
    type: z.string().min(1),
    text: z.object({ body: z.string() }).optional().catch(undefined),
  })
  .refine((message) => message.from ?? message.from_user_id, 'neither from nor from_user_id');
export type WebhookMessage = z.infer<typeof webhookMessageSchema>;

export const webhookStatusSchema = z.object({
  id: z.string().min(1),
  status: z.enum(['sent', 'delivered', 'read', 'played', 'failed']),
  timestamp,
  biz_opaque_callback_data: z.string().optional(),
  errors: z
    .array(z.object({ code: z.int() }))
    .optional()
    .catch(undefined),
  pricing: z.record(z.string(), z.json()).optional().catch(undefined),
});
export type WebhookStatus = z.infer<typeof webhookStatusSchema>;
