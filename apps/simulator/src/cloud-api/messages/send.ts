import type { Content } from '../../phone/content.ts';

/** A phone number in digits, or a business-scoped user id. */
export type Address = { phone: string } | { userId: string };

/** Put on a message, or, with an empty emoji, taken off again. */
export interface Reaction {
  kind: 'reaction';
  /** Of the message that it is about. */
  wamid: string;
  emoji: string;
}

/** As in the `pricing` of a status. */
export type PricingCategory = 'service' | 'marketing' | 'utility' | 'authentication';

/** What a message holds, and what it counts as. */
export interface Payload {
  content: Content | Reaction;
  category: PricingCategory;
}

/** A message as the business wants it sent. */
export interface Send {
  /** As in the request, `text` where it says nothing. */
  type: MessageType;
  /** The recipient as the business wrote it. */
  input: string;
  to: Address;
  /** It is a user id in the place of a phone number, of which WhatsApp takes the digits for one. */
  isMisplaced?: boolean;
  /** The id of the message that it answers. */
  quotes?: string;
  callbackData?: string;
}

export const messageTypes = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'interactive',
  'template',
] as const;

export type MessageType = (typeof messageTypes)[number];
