import { z } from 'zod';

import { retryOptions, type QueueDefinition } from './queue-definition.ts';

const outboundPayloadSchema = z.object({
  outboundId: z.uuid(),
  /** An answer when not given. */
  purpose: z.enum(['reply', 'reminder', 'bulk']).optional(),
  /** `messageKey` of the message that it answers, where that is known. */
  answers: z.string().optional(),
});
export type OutboundPayload = z.infer<typeof outboundPayloadSchema>;

/** BullMQ takes jobs without a priority first, and then by the lowest number. */
const priorities = { reply: undefined, reminder: 1, bulk: 2 };

// Produced by intent (and the notifier's outbox relay and scheduler), one payload per message to send; consumed by the
// notifier.
export const outboundQueue: QueueDefinition<OutboundPayload> = {
  name: 'outbound',
  payload: outboundPayloadSchema,
  sealed: false,
  // Each waits for limits of its own.
  batched: false,
  priority: ({ purpose = 'reply' }) => priorities[purpose],
  messageKey: ({ outboundId, answers = outboundId }) => answers,
  jobId: ({ outboundId }) => outboundId,
  options: retryOptions,
};
