import { z } from 'zod';

import { olderSpelling, retryOptions, type QueueDefinition } from './queue-definition.ts';

/**
 * Something a webhook said that is neither a message to us nor a status: kept for people on call, and acted on where we
 * know how.
 */
const accountPayloadSchema = z.object({
  /** A keyed hash of its content and time, which makes redelivery idempotent. */
  noticeKey: z.string().min(1),
  /** The webhook's `field`, or `webhook` where it has none. */
  field: z.string().min(1),
  /**
   * Where nothing in it says when it was: the keys that the same words had on each day since WhatsApp may have delivered them first.
   */
  earlierKeys: z.array(z.string().min(1)).optional(),
  reason: z.preprocess(
    olderSpelling,
    z.enum([
      /** A field about the account, its numbers, its templates or people's choices. */
      'account',
      /** An error that belongs to no message. */
      'error',
      /** Staff wrote it from the WhatsApp Business app. */
      'echo',
      /** A message or status for another number of the account. */
      'other_number',
      /** Written in a group. */
      'group',
      /** Not in a shape that we can read. */
      'unreadable',
    ]),
  ),
  /** `entry[].time` in seconds, where the webhook has one. */
  occurredAt: z.int().optional(),
  /** When ingress accepted it, in milliseconds. */
  receivedAt: z.int(),
  /** As JSON text: the `value` of a field, or the element of the field `messages`, or what could not be read. */
  body: z.string(),
});
export type AccountPayload = z.infer<typeof accountPayloadSchema>;

// Produced by ingress, one payload per notice; consumed by the notifier.
export const accountQueue: QueueDefinition<AccountPayload> = {
  name: 'account',
  payload: accountPayloadSchema,
  sealed: true,
  batched: true,
  // The same words without a time may say something that happened again.
  jobId: ({ noticeKey, earlierKeys, receivedAt }) =>
    earlierKeys ? `n-${noticeKey}-${receivedAt}` : `n-${noticeKey}`,
  options: retryOptions,
};
