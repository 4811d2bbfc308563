import { z } from 'zod';

import { patientOptions, type QueueDefinition } from './queue-definition.ts';

/** One inbound message, as far as the next step needs it. `sentAt` is WhatsApp's time stamp in seconds. */
const inboundPayloadSchema = z.object({
  /** A keyed hash of WhatsApp's message id: the id itself holds the phone number in base64. */
  messageKey: z.string().min(1),
  wamid: z.string().min(1),
  from: z.object({
    bsuid: z.string().optional(),
    phone: z.string().optional(),
    name: z.string().optional(),
  }),
  kind: z.string().min(1),
  text: z.string().optional(),
  sentAt: z.int(),
});
export type InboundPayload = z.infer<typeof inboundPayloadSchema>;

// From ingress, one job a message; to intent.
export const intentQueue: QueueDefinition<InboundPayload> = {
  name: 'intent',
  payload: inboundPayloadSchema,
  sealed: true,
  jobId: ({ messageKey }) => `m-${messageKey}`,
  options: patientOptions,
};
