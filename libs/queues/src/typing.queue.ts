import { z } from 'zod';

import { retryOptions, type QueueDefinition } from './queue-definition.ts';

const typingPayloadSchema = z.object({
  /** A keyed hash of WhatsApp's id of the message that is being answered. */
  messageKey: z.string().min(1),
  /** When it was asked for, in milliseconds. */
  askedAt: z.int(),
});
export type TypingPayload = z.infer<typeof typingPayloadSchema>;

// Produced by media and intent while an answer takes long; consumed by the notifier, which shows the person that somebody is writing.
export const typingQueue: QueueDefinition<TypingPayload> = {
  name: 'typing',
  payload: typingPayloadSchema,
  sealed: false,
  batched: false,
  messageKey: ({ messageKey }) => messageKey,
  jobId: ({ messageKey, askedAt }) => `t-${messageKey}-${askedAt}`,
  // Too late, it is of no use: nobody has to look after one that failed.
  options: { ...retryOptions, attempts: 1, removeOnFail: true },
};
