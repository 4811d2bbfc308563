import { otherSpelling } from '#platform';

import type { WebhookMessage } from './webhook-message.schema.ts';
import type { WebhookContact } from './webhook.schema.ts';
import { identityOf, isKnown, type WhatsAppIdentity } from './whatsapp-identity.ts';

// What a message of any kind says, in one form for all of them.

const fileKinds = ['image', 'audio', 'video', 'document', 'sticker'] as const;
type WebhookFile = NonNullable<WebhookMessage['image']>;

/** The attached file. */
export function fileOf(message: WebhookMessage): WebhookFile | undefined {
  const kind = fileKinds.find((one) => one === message.type);
  return kind && message[kind];
}

/** The person's words: typed, selected, or in a caption. */
export function wordsOf(message: WebhookMessage): string | undefined {
  switch (message.type) {
    case 'text':
      return message.text?.body;
    case 'button':
      return message.button?.text ?? message.button?.payload;
    case 'interactive': {
      const { button_reply: button, list_reply: row } = message.interactive ?? {};
      return button?.title ?? row?.title ?? button?.id ?? row?.id;
    }
    case 'reaction':
      return message.reaction?.emoji || undefined;
    case 'order':
      return message.order?.text;
    case 'edit': {
      const { text, image, video, document } = message.edit?.message ?? {};
      return text?.body ?? image?.caption ?? video?.caption ?? document?.caption;
    }
    default:
      return fileOf(message)?.caption;
  }
}

/** A more specific kind, where there is one. */
export function detailOf(message: WebhookMessage): string | undefined {
  const { context, errors, unsupported } = message;
  const forwarded = context?.forwarded || context?.frequently_forwarded;
  return (
    unsupported?.type ??
    errors?.[0]?.code.toString() ??
    closerKind(message) ??
    (forwarded ? 'forwarded' : undefined)
  );
}

function closerKind(message: WebhookMessage): string | undefined {
  switch (message.type) {
    case 'interactive': {
      const { nfm_reply: form, type: reply } = message.interactive ?? {};
      return form?.name === 'address_message' ? form.name : reply;
    }
    case 'system':
      return message.system?.type;
    case 'reaction':
      return message.reaction && !message.reaction.emoji ? 'removed' : undefined;
    case 'audio':
      return message.audio?.voice ? 'voice' : undefined;
    case 'sticker':
      return message.sticker?.animated ? 'animated' : undefined;
    case 'contacts':
      return message.contacts?.[0]?.origin;
    default:
      return undefined;
  }
}

/** The id of the message that it edits, revokes, reacts to or quotes. */
export function targetOf({ type, edit, revoke, reaction, context }: WebhookMessage): string | undefined {
  switch (type) {
    case 'edit':
      return edit?.original_message_id;
    case 'revoke':
      return revoke?.original_message_id;
    case 'reaction':
      return reaction?.message_id;
    default:
      return context?.id;
  }
}

/**
 * Who wrote it, and the new ids when the message announces a change.
 *
 * @param contact of the person listed beside the message as its sender, if anybody is
 * @returns `from` without any id when nothing says who it was
 */
export function sendersOf(
  message: WebhookMessage,
  contact?: WebhookContact,
): { from: WhatsAppIdentity; becomes?: WhatsAppIdentity } {
  const { from, from_user_id: sender, system } = message;
  const becomes = newIdentity(message);
  // Some already name the new user id as the sender's, or the new number, which was somebody else's before.
  const isNew = from !== undefined && sender === becomes?.bsuid;
  const { phone } = identityOf({ phones: [from] });
  const isNewPhone = becomes?.phone !== undefined && isOneNumber(becomes.phone, phone);
  const named = identityOf({
    userIds: [system?.previous_user_id, isNew ? undefined : sender],
    phones: [isNewPhone ? undefined : from],
  });
  return { from: isKnown(named) ? named : otherIdentity(message, contact, becomes), becomes };
}

const isOneNumber = (one: string, other?: string): boolean =>
  other !== undefined && [one, otherSpelling(one)].includes(other);

/** Of a message that does not name its sender as usual. */
function otherIdentity(
  { from_parent_user_id: parent, system }: WebhookMessage,
  contact?: WebhookContact,
  becomes?: WhatsAppIdentity,
): WhatsAppIdentity {
  const previousParent = identityOf({ userIds: [system?.previous_parent_user_id] });
  if (isKnown(previousParent)) return previousParent;
  // Beside an announced change stands the person as they are called now.
  return identityOf({
    userIds: [contact?.user_id, becomes?.bsuid, parent, contact?.parent_user_id],
    phones: [contact?.wa_id, becomes?.phone],
  });
}

function newIdentity({ type, system }: WebhookMessage): WhatsAppIdentity | undefined {
  if (type !== 'system' || !system) return undefined;
  const becomes = identityOf(newIds(system));
  return isKnown(becomes) ? becomes : undefined;
}

function newIds(system: NonNullable<WebhookMessage['system']>): Parameters<typeof identityOf>[0] {
  switch (system.type) {
    case 'user_changed_number':
    case 'customer_changed_number':
      return { phones: [system.wa_id ?? system.new_wa_id], userIds: [system.user_id] };
    case 'user_changed_user_id':
      return { userIds: [system.user_id] };
    default:
      return {};
  }
}
