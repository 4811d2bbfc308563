import { z } from 'zod';

import type { Route } from '../scenario/route.ts';
import { attachmentSchema } from './attachment.ts';
import { messageSchema } from './message.schema.ts';
import { personSchema } from './person.schema.ts';

const wamid = z.string().min(1);
/** The wamid of the message that this one answers. */
const quotes = wamid.optional();
const sent = z.object({ wamid });

export const phoneRoutes = {
  write: {
    method: 'post',
    path: '/_phone/messages',
    summary: 'A person writes a text.',
    body: personSchema.extend({ text: z.string().trim().min(1).max(65_536), quotes }),
    answer: sent,
  },
  attach: {
    method: 'post',
    path: '/_phone/media',
    summary: 'A person sends a file. The body holds its bytes, `Content-Type` its type.',
    query: personSchema.extend(attachmentSchema.shape).extend({ quotes }),
    body: 'bytes',
    answer: sent.extend({
      media: z.looseObject({ id: z.string(), url: z.string(), mime_type: z.string(), sha256: z.string() }),
    }),
  },
  send: {
    method: 'post',
    path: '/_phone/send',
    summary:
      'A person, or WhatsApp about a person, sends a message of any type. Known types are checked, unknown ones go as they are.',
    body: personSchema.extend({ quotes, forwarded: z.boolean().optional(), message: messageSchema }),
    answer: sent,
  },
  tap: {
    method: 'post',
    path: '/_phone/taps',
    summary: 'A person taps a button, a row of a list or a quick reply of a message of the business.',
    body: personSchema.extend({ wamid, id: z.string().min(1) }),
    answer: sent,
  },
  react: {
    method: 'post',
    path: '/_phone/reactions',
    summary: 'A person reacts to a message. An empty emoji takes the reaction back.',
    body: personSchema.extend({ wamid, emoji: z.string().max(32) }),
    answer: sent,
  },
  play: {
    method: 'post',
    path: '/_phone/played',
    summary: 'A person plays a voice message of the business; the status `played` follows the first time.',
    body: personSchema.extend({ wamid }),
  },
  watch: {
    method: 'get',
    path: '/_phone/events',
    summary: 'What the phone page shows: the chat so far, then everything that changes.',
    query: personSchema,
    answer: 'events',
  },
  file: {
    method: 'get',
    path: '/_phone/files/{id}',
    summary: 'The file of a bubble, also when the business may not fetch it any more. Takes a `Range`.',
    answer: 'bytes',
  },
} satisfies Record<string, Route>;
