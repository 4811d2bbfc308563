import { type ContactsContent, contactsOf } from './contacts.ts';
import { type InteractiveContent, interactiveOf } from './interactive.ts';
import { type LocationContent, locationOf } from './location.ts';
import { type MediaContent, mediaOf } from './media.ts';
import { checkFilled, checkLength, MessageLimitError } from './message-limit.ts';
import { type ReactionContent, reactionOf } from './reaction.ts';
import { type TemplateContent, templateOf } from './template.ts';
import { type TextContent, textOf } from './text.ts';

export interface Envelope {
  /** Phone in digits, or the BSUID; the phone wins where both are known. */
  to: { phone?: string; bsuid?: string };
  /** Returned in each status report, at most 512 characters. */
  callbackData: string;
  /** WhatsApp's id of the message in this chat that is quoted. */
  quotes?: string;
}

/** Everything that can be sent. */
export type MessageContent =
  | TextContent
  | InteractiveContent
  | TemplateContent
  | MediaContent
  | LocationContent
  | ContactsContent
  | ReactionContent;

/**
 * The content as the Graph API takes it: its type, and the object of that name.
 *
 * @throws MessageLimitError
 */
export function contentOf(content: MessageContent): { type: string } & Record<string, unknown> {
  switch (content.kind) {
    case 'text':
      return { type: 'text', text: textOf(content) };
    case 'buttons':
    case 'list':
    case 'link':
    case 'location_request':
      return { type: 'interactive', interactive: interactiveOf(content) };
    case 'template':
      return { type: 'template', template: templateOf(content) };
    case 'location':
      return { type: 'location', location: locationOf(content) };
    case 'contacts':
      return { type: 'contacts', contacts: contactsOf(content) };
    case 'reaction':
      return { type: 'reaction', reaction: reactionOf(content) };
    default:
      return { type: content.kind, [content.kind]: mediaOf(content) };
  }
}

/**
 * The whole body of a send.
 *
 * @param content as `contentOf` returns it
 * @throws MessageLimitError
 */
export function messageBodyOf(
  { to, callbackData, quotes }: Envelope,
  content: { type: string } & Record<string, unknown>,
): Record<string, unknown> {
  checkLength('callback data', callbackData, 512);
  if (quotes !== undefined) {
    if (content.type === 'reaction') throw new MessageLimitError('a reaction can not quote a message');
    checkFilled('id of the quoted message', quotes);
  }
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    // Without the plus, the country code of the business number may be prepended.
    ...(to.phone ? { to: `+${to.phone}` } : { recipient: to.bsuid }),
    ...content,
    ...(quotes !== undefined && { context: { message_id: quotes } }),
    biz_opaque_callback_data: callbackData,
  };
}
