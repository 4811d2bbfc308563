import { inboundPayloadSchema, type InboundPayload } from './inbound.payload.ts';
import { retryOptions, type QueueDefinition } from './queue-definition.ts';

// Produced by ingress, one job per message with a file; consumed by media.
export const mediaQueue: QueueDefinition<InboundPayload> = {
  name: 'media',
  payload: inboundPayloadSchema,
  sealed: true,
  batched: false,
  messageKey: ({ messageKey }) => messageKey,
  jobId: ({ messageKey }) => `f-${messageKey}`,
  options: retryOptions,
};
