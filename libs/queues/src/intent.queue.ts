import { inboundPayloadSchema, type InboundPayload } from './inbound.payload.ts';
import { retryOptions, type QueueDefinition } from './queue-definition.ts';

// From ingress and media, one payload a message; to intent. A message with a file comes twice: announced by ingress, and with the
// outcome by media.
export const intentQueue: QueueDefinition<InboundPayload> = {
  name: 'intent',
  payload: inboundPayloadSchema,
  sealed: true,
  batched: true,
  jobId: ({ messageKey, awaitsMedia }) => `${awaitsMedia ? 'a' : 'm'}-${messageKey}`,
  options: retryOptions,
};
