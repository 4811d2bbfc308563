import { z } from 'zod';

import type { Route } from './route.ts';

const text = z.string();
const headers = z.array(z.object({ name: text, value: text }));
const exchange = z.object({
  id: z.int(),
  direction: z.enum(['api', 'webhook']),
  at: text,
  method: text,
  url: text,
  requestHeaders: headers,
  request: text,
  status: z.int().nullable(),
  responseHeaders: headers,
  response: text,
  tookMs: z.int().nullable(),
  trouble: text.optional(),
  userId: text.optional(),
  name: text.optional(),
  repeats: z.int().optional(),
});

export const wireRoutes = {
  readWire: {
    method: 'get',
    path: '/_scenario/wire',
    summary: 'The newest exchanges with the business, requests of it and webhooks to it, without tokens.',
    answer: z.object({ exchanges: z.array(exchange) }),
  },
  exportWire: {
    method: 'get',
    path: '/_scenario/wire.har',
    summary: 'The same as an HTTP Archive (HAR 1.2), all of it or the exchanges with these ids.',
    query: z.object({
      ids: text
        .regex(/^\d+(,\d+)*$/, 'must be ids with commas between')
        .transform((ids) => ids.split(',').map(Number))
        .optional(),
    }),
    answer: z.looseObject({ log: z.looseObject({ version: text, entries: z.array(z.looseObject({})) }) }),
  },
  curl: {
    method: 'get',
    path: '/_scenario/wire/{id}/curl',
    summary: 'A command that makes the same request once more, with the token or the signature that it had.',
    answer: z.object({ command: text }),
  },
  redeliver: {
    method: 'post',
    path: '/_scenario/wire/{id}/redeliver',
    summary: 'Delivers a webhook once more, the same bytes under the same signature, and tells the answer.',
    answer: z.object({ id: z.int(), status: z.int().nullable(), trouble: z.string().optional() }),
  },
} satisfies Record<string, Route>;
