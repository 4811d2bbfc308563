import { inboundPayloadSchema, type InboundPayload } from './inbound.payload.ts';
import { retryOptions, type QueueDefinition } from './queue-definition.ts';

// Produced by ingress and media, one payload per message; consumed by intent. A message with a file comes twice:
// announced by ingress, and with the outcome from media.
export const intentQueue: QueueDefinition<InboundPayload> = {
  name: 'intent',
  payload: inboundPayloadSchema,
  sealed: true,
  batched: true,
  messageKey: ({ messageKey }) => messageKey,
  jobId: ({ messageKey, awaitsMedia }) => `${awaitsMedia ? 'a' : 'm'}-${messageKey}`,
  options: retryOptions,
};
