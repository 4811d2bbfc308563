import type { WebhookMessage } from './webhook-message.schema.ts';

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
      return message.button?.text;
    case 'interactive':
      return message.interactive?.button_reply?.title ?? message.interactive?.list_reply?.title;
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

export interface WhatsAppIdentity {
  phone?: string;
  bsuid?: string;
}

/** Who wrote it, and the new ids when the message announces a change. */
export function sendersOf(message: WebhookMessage): { from: WhatsAppIdentity; becomes?: WhatsAppIdentity } {
  const { from: phone, from_user_id: sender, system } = message;
  const becomes = newIdentity(message);
  // Some already name the new user id as the sender's.
  const isNew = phone !== undefined && sender === becomes?.bsuid;
  return { from: { bsuid: system?.previous_user_id ?? (isNew ? undefined : sender), phone }, becomes };
}

function newIdentity({ type, system }: WebhookMessage): WhatsAppIdentity | undefined {
  if (type !== 'system' || !system) return undefined;
  const { wa_id: phone, user_id: bsuid } = system;
  if (system.type === 'user_changed_number' && (phone ?? bsuid)) return { bsuid, phone };
  if (system.type === 'user_changed_user_id' && bsuid) return { bsuid };
  return undefined;
}
