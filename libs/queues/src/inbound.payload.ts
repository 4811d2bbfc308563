import { z } from 'zod';

import { olderSpelling } from './queue-definition.ts';

const identitySchema = z.object({
  bsuid: z.string().optional(),
  /** Digits only. */
  phone: z.string().optional(),
  name: z.string().optional(),
});

/** A file that came with a message, as the webhook describes it. */
const mediaSchema = z.object({
  id: z.string().min(1),
  /** Where the bytes are, for five minutes; often missing. */
  url: z.string().optional(),
  mimeType: z.string().optional(),
  /** Base64 here, hex in the answer of `GET /<media id>`. */
  sha256: z.string().optional(),
  filename: z.string().optional(),
});
export type InboundMedia = z.infer<typeof mediaSchema>;

/** What the media step made of the file: words to act on, or the reason why there are none. */
const mediaOutcomeSchema = z.object({
  text: z.string().optional(),
  problem: z.preprocess(
    olderSpelling,
    z
      .enum([
        /** Larger than `limitBytes`. */
        'too_big',
        /** Not a type that we take, or not what it says it is. */
        'wrong_type',
        /** WhatsApp does not have it any more. */
        'gone',
        /** Not the bytes that were sent, twice. */
        'damaged',
        /** It could not be fetched within all retries. */
        'unreachable',
        /** It arrived whole, but nobody here can make sense of such files yet. */
        'not_understood_yet',
      ])
      .optional(),
  ),
  limitBytes: z.int().optional(),
});
export type MediaOutcome = z.infer<typeof mediaOutcomeSchema>;

/** One inbound message, as far as the next step needs it. Fields added later are optional: older jobs must still parse. */
export const inboundPayloadSchema = z.object({
  /** A keyed hash of WhatsApp's message id: the id itself holds the phone number in base64. */
  messageKey: z.string().min(1),
  wamid: z.string().min(1),
  from: identitySchema,
  /** WhatsApp's `type`, also one that we have never heard of. */
  kind: z.string().min(1),
  /** A closer word where WhatsApp has one: `button_reply`, `user_changed_number`, `poll`, `131052`. Never a person's words. */
  detail: z.string().optional(),
  /** The person's words: text, caption, title of the button tapped. */
  text: z.string().optional(),
  /** WhatsApp's time stamp, in seconds. */
  sentAt: z.int(),
  /** When ingress took it, in milliseconds. */
  receivedAt: z.int().optional(),
  /** Its place in the webhook: orders messages of one second. */
  position: z.int().optional(),
  /** `messageKey` of this person's message before it in the same webhook: that one acts first. */
  after: z.string().optional(),
  /** `messageKey` of the message that this one edits, revokes, reacts to or quotes. */
  refersTo: z.string().optional(),
  /** The person's new names, when the message says that they changed. */
  becomes: identitySchema.pick({ bsuid: true, phone: true }).optional(),
  media: mediaSchema.optional(),
  mediaOutcome: mediaOutcomeSchema.optional(),
  /** Announces a message that is still in the media step, so that later ones wait for it. */
  awaitsMedia: z.boolean().optional(),
  /** The whole message as JSON text, when it holds more than the fields above. */
  raw: z.string().optional(),
});
export type InboundPayload = z.infer<typeof inboundPayloadSchema>;
