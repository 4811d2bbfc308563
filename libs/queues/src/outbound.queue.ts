import { z } from 'zod';

import { retryOptions, type QueueDefinition } from './queue-definition.ts';

const outboundPayloadSchema = z.object({ outboundId: z.uuid() });
export type OutboundPayload = z.infer<typeof outboundPayloadSchema>;

// Produced by intent (and the notifier's outbox relay and scheduler), one payload per message to send; consumed by the
// notifier.
export const outboundQueue: QueueDefinition<OutboundPayload> = {
  name: 'outbound',
  payload: outboundPayloadSchema,
  sealed: false,
  batched: true,
  jobId: ({ outboundId }) => outboundId,
  options: retryOptions,
};
