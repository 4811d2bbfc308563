import type { FileReference } from '../src/messages/file-reference.ts';
import type { MessageContent } from '../src/messages/message-body.ts';

type FileKind = 'image' | 'video' | 'document' | 'audio' | 'sticker';

const link: FileReference = { link: 'https://example.com/file' };
const words = { body: 'Which one?', footer: 'Lucky Shrub' };

/** A message of each kind, with all that it can have. @param file of a kind; @param wamid of a message that came in */
export const everyKind = (
  file: (kind: FileKind) => FileReference,
  wamid: string,
): Record<string, MessageContent> => ({
  text: { kind: 'text', body: 'Hello', previewUrl: true },
  buttons: {
    kind: 'buttons',
    ...words,
    header: { type: 'video', file: file('video') },
    buttons: [{ id: '1', title: 'Yes' }],
  },
  list: {
    kind: 'list',
    body: 'x'.repeat(4_096),
    header: { type: 'text', text: 'Shipping' },
    button: 'Options',
    sections: [
      { title: 'Soon', rows: [{ id: '1', title: 'Express', description: 'Next day' }] },
      { title: 'Later', rows: [{ id: '2', title: 'Mail' }] },
    ],
  },
  'link to tap': { kind: 'link', ...words, link: { title: 'Open', url: 'https://example.com' } },
  'request for the location': { kind: 'location_request', body: 'Where are you?' },
  'template with everything': {
    kind: 'template',
    name: 'order_confirmation',
    language: 'en_US',
    header: { type: 'document', file: file('document'), filename: 'Plan.pdf' },
    body: { first_name: 'Jessica' },
    buttons: [
      { type: 'quick_reply', index: 0, payload: 'track' },
      { type: 'url', index: 1, suffix: '42' },
      { type: 'copy_code', index: 2, code: 'SAVE10' },
    ],
  },
  'template with a place': {
    kind: 'template',
    name: 'meeting_place',
    language: 'en_US',
    header: { type: 'location', location: { latitude: 37.44, longitude: -122.16 } },
    body: ['Tuesday'],
  },
  'template without values': { kind: 'template', name: 'hello_world', language: 'en_US' },
  image: { kind: 'image', file: file('image'), caption: 'Look' },
  video: { kind: 'video', file: link, caption: 'Look' },
  document: { kind: 'document', file: file('document'), caption: 'Plan', filename: 'Plan.pdf' },
  voice: { kind: 'audio', file: file('audio'), voice: true },
  sticker: { kind: 'sticker', file: file('sticker') },
  location: {
    kind: 'location',
    latitude: 37.44,
    longitude: -122.16,
    name: 'Philz',
    address: '101 Forest Ave',
  },
  contacts: {
    kind: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Barbara J. Johnson', first_name: 'Barbara' },
        phones: [{ phone: '+16505559999', type: 'HOME', wa_id: '16505559999' }],
        emails: [{ email: 'b@example.com', type: 'WORK' }],
        urls: [{ url: 'https://example.com', type: 'WORK' }],
        addresses: [{ street: '1 Main', city: 'Menlo Park', country_code: 'US', type: 'HOME' }],
        org: { company: 'Social Tsunami', title: 'Engineer' },
        birthday: '1999-01-23',
      },
    ],
  },
  reaction: { kind: 'reaction', wamid, emoji: '😀' },
});
