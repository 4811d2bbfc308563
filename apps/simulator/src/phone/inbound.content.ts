import type { MediaShelf } from '../media/media.shelf.ts';
import type { Content, FileLink, MediaContent } from './content.ts';
import { asType } from './message.schema.ts';

const mediaTypes = ['image', 'audio', 'video', 'document', 'sticker'] as const;

/** How what a person sends looks on the phone. */
export function contentOf(message: { type: string }, shelf: MediaShelf): Content {
  const text = asType(message, 'text')?.text.body ?? asType(message, 'button')?.button.text;
  if (text !== undefined) return { kind: 'text', text };

  const location = asType(message, 'location')?.location;
  if (location) return { kind: 'location', ...location };

  return contactsOf(message) ?? replyOf(message) ?? mediaOf(message, shelf) ?? otherOf(message);
}

function contactsOf(message: object): Content | undefined {
  const cards = asType(message, 'contacts')?.contacts;
  if (!cards) return undefined;
  const contacts = cards.map(({ name, phones = [], emails = [], org }) => ({
    name: name.formatted_name,
    phones: phones.flatMap(({ phone }) => phone ?? []),
    emails: emails.flatMap(({ email }) => email ?? []),
    company: org?.company,
  }));
  return { kind: 'contacts', contacts };
}

function replyOf(message: object): Content | undefined {
  const reply = asType(message, 'interactive')?.interactive;
  switch (reply?.type) {
    case 'button_reply':
      return { kind: 'text', text: reply.button_reply.title };
    case 'list_reply': {
      const { title, description } = reply.list_reply;
      return { kind: 'text', text: [title, description].filter(Boolean).join('\n') };
    }
    case 'nfm_reply':
      return { kind: 'other', text: `Form: ${reply.nfm_reply.body}` };
    case 'call_permission_reply':
      return { kind: 'other', text: `Calls: ${reply.call_permission_reply.response}` };
    default:
      return undefined;
  }
}

function mediaOf(message: object, shelf: MediaShelf): MediaContent | undefined {
  for (const kind of mediaTypes) {
    const sent = asType(message, kind) as Partial<Record<typeof kind, SentFile>> | undefined;
    const file = sent?.[kind];
    if (!file) continue;
    const { id, caption, filename, voice } = file;
    return { kind, file: linkTo(id, shelf, filename), caption, voice };
  }
  return undefined;
}

interface SentFile {
  id: string;
  caption?: string;
  filename?: string;
  voice?: boolean;
}

/** Seen from the page; nothing when the file is not here. */
function linkTo(id: string, shelf: MediaShelf, filename?: string): FileLink | undefined {
  const file = shelf.find(id);
  return file && { url: `_phone/files/${id}`, mimeType: file.mimeType, filename, bytes: file.bytes.length };
}

function otherOf(message: { type: string }): Content {
  const order = asType(message, 'order')?.order;
  if (order) {
    const { length } = order.product_items;
    const words = `Order of ${length} ${length === 1 ? 'product' : 'products'}`;
    return { kind: 'other', text: [words, order.text].filter(Boolean).join('\n') };
  }
  const system = asType(message, 'system')?.system;
  if (system) return { kind: 'other', text: system.body ?? `System: ${system.type}` };
  return {
    kind: 'other',
    text: message.type === 'unsupported' ? 'Unsupported message' : `Message: ${message.type}`,
  };
}
