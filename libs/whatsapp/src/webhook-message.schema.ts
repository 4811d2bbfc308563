import { z } from 'zod';

import { maybe, maybeErrors, maybeId, maybeText, maybeWord, word } from './webhook-leaves.ts';
import { webhookTime } from './webhook-time.ts';

// One inbound message of any kind. A `maybe` field counts as missing when it is unreadable: a message is refused only
// without an id. Nothing of `location` is read yet.

const text = maybe(z.object({ body: maybeText }));

const file = maybe(
  z.object({
    id: maybeText,
    url: maybeText,
    mime_type: maybeText,
    sha256: maybeText,
    filename: maybeText,
    caption: maybeText,
    /** For audio: recorded in the chat, not a file. */
    voice: maybe(z.boolean()),
    /** For a sticker. */
    animated: maybe(z.boolean()),
  }),
);

const tapped = maybe(z.object({ id: maybeText, title: maybeText }));

const interactive = z.object({
  type: maybeWord,
  button_reply: tapped,
  list_reply: tapped,
  nfm_reply: maybe(z.object({ name: maybeWord })),
});

/** The message as it reads now; only its words can have changed. */
const edited = z.object({ text, image: file, video: file, document: file });

const system = z.object({
  type: maybeWord,
  /** The new phone number; called `new_wa_id` until 2022. */
  wa_id: maybeId,
  new_wa_id: maybeId,
  /** The new user id. */
  user_id: maybeId,
  previous_user_id: maybeId,
  previous_parent_user_id: maybeId,
});

const context = z.object({
  /** The message that this one quotes. */
  id: maybeText,
  forwarded: maybe(z.boolean()),
  /** Replaces `forwarded` after more than five hops. */
  frequently_forwarded: maybe(z.boolean()),
});

export const webhookMessageSchema = z.object({
  id: z.string().min(1),
  from: maybeId,
  from_user_id: maybeId,
  from_parent_user_id: maybeId,
  timestamp: webhookTime,
  type: word.catch('unknown'),
  group_id: z.unknown().optional(),
  context: maybe(context),
  errors: maybeErrors,
  text,
  image: file,
  audio: file,
  video: file,
  document: file,
  sticker: file,
  contacts: maybe(z.array(maybe(z.object({ origin: maybeWord })))),
  interactive: maybe(interactive),
  button: maybe(z.object({ text: maybeText, payload: maybeText })),
  reaction: maybe(z.object({ message_id: maybeText, emoji: maybeText })),
  order: maybe(z.object({ text: maybeText })),
  system: maybe(system),
  edit: maybe(z.object({ original_message_id: maybeText, message: maybe(edited) })),
  revoke: maybe(z.object({ original_message_id: maybeText })),
  unsupported: maybe(z.object({ type: maybeWord })),
});
export type WebhookMessage = z.infer<typeof webhookMessageSchema>;
