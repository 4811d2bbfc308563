import { inboundPayloadSchema, type InboundPayload } from './inbound.payload.ts';
import { retryOptions, type QueueDefinition } from './queue-definition.ts';

// From ingress, one job a message with a file; to media.
export const mediaQueue: QueueDefinition<InboundPayload> = {
  name: 'media',
  payload: inboundPayloadSchema,
  sealed: true,
  shared: false,
  jobId: ({ messageKey }) => `f-${messageKey}`,
  options: retryOptions,
};
