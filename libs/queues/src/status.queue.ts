import { z } from 'zod';

import { retryOptions, type QueueDefinition } from './queue-definition.ts';

/** One status report. `occurredAt` is WhatsApp's time stamp in seconds, `status` in WhatsApp's words. */
const statusPayloadSchema = z.object({
  /** A keyed hash of WhatsApp's message id: the id itself holds the phone number in base64. */
  messageKey: z.string().min(1),
  wamid: z.string().min(1),
  status: z.enum(['sent', 'delivered', 'read', 'played', 'failed']),
  occurredAt: z.int(),
  /** What we sent along as `biz_opaque_callback_data`. */
  callbackData: z.string().optional(),
  errorCode: z.int().optional(),
  /** Meta's text for the code. */
  errorTitle: z.string().optional(),
  /** What Meta says about a code that we do not know: for the log. */
  unlistedError: z
    .object({ type: z.string().optional(), subcode: z.int().optional(), details: z.string().optional() })
    .optional(),
  pricing: z.record(z.string(), z.json()).optional(),
});
export type StatusPayload = z.infer<typeof statusPayloadSchema>;

// Produced by ingress, one payload per status report; consumed by the notifier.
export const statusQueue: QueueDefinition<StatusPayload> = {
  name: 'status',
  payload: statusPayloadSchema,
  sealed: true,
  batched: true,
  jobId: ({ messageKey, status }) => `s-${messageKey}-${status}`,
  options: retryOptions,
};
