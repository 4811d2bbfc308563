import { z } from 'zod';

import { olderSpelling } from './queue-definition.ts';

const identitySchema = z.object({
  bsuid: z.string().optional(),
  /** Digits only. */
  phone: z.string().optional(),
  name: z.string().optional(),
});

/** A file attached to a message, as the webhook describes it. */
const mediaSchema = z.object({
  id: z.string().min(1),
  /** Link to the bytes, valid for five minutes; often missing. */
  url: z.string().optional(),
  mimeType: z.string().optional(),
  /** Base64 here, hex in the answer of `GET /<media id>`. */
  sha256: z.string().optional(),
  filename: z.string().optional(),
});
export type InboundMedia = z.infer<typeof mediaSchema>;

/** The media step's result: words to act on, or the reason why there are none. */
const mediaOutcomeSchema = z.object({
  text: z.string().optional(),
  problem: z.preprocess(
    olderSpelling,
    z
      .enum([
        /** Larger than `limitBytes`. */
        'too_big',
        /** A recording of more minutes than are listened to. */
        'too_long',
        /** Not of a type that we accept, or not what it claims to be. */
        'wrong_type',
        /** WhatsApp no longer has it. */
        'gone',
        /** Twice, not the bytes that were sent. */
        'damaged',
        /** All attempts to download it failed. */
        'unreachable',
        /** A recording without speech. */
        'nothing_heard',
        /** A picture or document without anything that could be read. */
        'nothing_read',
        /** It arrived complete, but nothing at work here can read its kind: it takes a language model. */
        'needs_model',
        /** The same, and the language model has no answer at the moment: it is tried again. */
        'model_away',
        /** WhatsApp does not give it at the moment: it is tried again. */
        'whatsapp_away',
        /** What was away stayed so for as long as the person may be answered. */
        'given_up',
        /** It arrived complete, but files of its kind cannot be understood yet. */
        'not_understood_yet',
      ])
      .optional(),
  ),
  limitBytes: z.int().optional(),
  /** What was read beside words; the apps agree on its form. */
  reading: z.unknown().optional(),
});
export type MediaOutcome = z.infer<typeof mediaOutcomeSchema>;

/** One inbound message, as far as the next step needs it. Fields added later are optional: older jobs must still parse. */
export const inboundPayloadSchema = z.object({
  /** A keyed hash of WhatsApp's message id: the id itself holds the phone number in base64. */
  messageKey: z.string().min(1),
  wamid: z.string().min(1),
  from: identitySchema,
  /** WhatsApp's `type`, including unknown ones. */
  kind: z.string().min(1),
  /**
   * A more specific kind where WhatsApp has one: `button_reply`, `user_changed_number`, `poll`, `131052`. Never a
   * person's words.
   */
  detail: z.string().optional(),
  /** The person's words: text, caption, title of the button tapped. */
  text: z.string().optional(),
  /** WhatsApp's time stamp, in seconds. */
  sentAt: z.int(),
  /** When ingress accepted it, in milliseconds. */
  receivedAt: z.int().optional(),
  /** Its position in the webhook: orders messages of one second. */
  position: z.int().optional(),
  /** `messageKey` of this person's previous message, in this webhook or an earlier one: that one acts first. */
  after: z.string().optional(),
  /** This person's messages do not come in the order in which they were sent: others sent before this one may still be under way. */
  isOutOfOrder: z.boolean().optional(),
  /** `messageKey` of the message that this one edits, revokes, reacts to or quotes. */
  refersTo: z.string().optional(),
  /** The person's new ids, when the message announces a change. */
  becomes: identitySchema.pick({ bsuid: true, phone: true }).optional(),
  media: mediaSchema.optional(),
  mediaOutcome: mediaOutcomeSchema.optional(),
  /** Announces a message that is still in the media step, so that later ones wait for it. */
  awaitsMedia: z.boolean().optional(),
  /**
   * `wamid` of the message that was answered without its file, since that could not be read then. This one, with a `wamid` of our own,
   * brings what the file says.
   */
  readLaterFor: z.string().optional(),
  /** Of such a message, when it is read at the earliest, in milliseconds. */
  notBefore: z.int().optional(),
  /** Of such a message, the caption: `text` was acted on before. */
  caption: z.string().optional(),
  /** The whole message as JSON text, when it holds more than the fields above. */
  raw: z.string().optional(),
});
export type InboundPayload = z.infer<typeof inboundPayloadSchema>;
