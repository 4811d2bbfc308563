import { z } from 'zod';

import { retryOptions, type QueueDefinition } from './queue-definition.ts';

const outboundPayloadSchema = z.object({ outboundId: z.uuid() });
export type OutboundPayload = z.infer<typeof outboundPayloadSchema>;

// From intent (and the notifier's outbox relay and reminders), one payload a message to send; to notifier.
export const outboundQueue: QueueDefinition<OutboundPayload> = {
  name: 'outbound',
  payload: outboundPayloadSchema,
  sealed: false,
  batched: true,
  jobId: ({ outboundId }) => outboundId,
  options: retryOptions,
};
