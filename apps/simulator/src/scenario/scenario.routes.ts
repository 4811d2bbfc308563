import { z } from 'zod';

import { rulesSchema } from '../rules/rules.ts';
import { setupRoutes } from '../setup/setup.routes.ts';
import { verificationSchema, verifySchema } from '../webhooks/verification.schema.ts';
import { faultsSchema } from './faults.ts';
import { resetSchema } from './reset.schema.ts';
import type { Route } from './route.ts';
import { replaySchema, sessionSchema } from './session.ts';
import { wireRoutes } from './wire.routes.ts';

const longestAdvanceMs = 366 * 24 * 3_600_000;

const text = z.string();
const named = z.object({ name: text.min(1).max(100) });
const person = z.object({
  userId: text,
  phone: text.optional(),
  name: text,
  username: text.optional(),
});
const now = z.object({ now: z.iso.datetime() });
const books = z.object({
  sends: z.array(
    z.looseObject({
      wamid: text,
      to: text,
      body: text,
      type: text,
      at: text,
      callbackData: text.nullable(),
      dropped: z.boolean().optional(),
    }),
  ),
  refusals: z.array(z.looseObject({ code: z.int(), details: text, phoneNumberId: text, at: text })),
  webhooks: z.array(
    z.looseObject({
      kind: text,
      wamid: text.nullable(),
      attempts: z.int(),
      lastStatus: z.int().nullable(),
      at: text,
      acknowledgedAt: text.nullable(),
    }),
  ),
  reads: z.array(z.looseObject({ wamid: text, typing: z.boolean(), at: text })),
  downloads: z.array(z.looseObject({ mediaId: text.nullable(), status: z.int().nullable(), end: text })),
});

/** `of`: how many there were to be. */
const leftToFail = z.looseObject({ times: z.int().positive(), of: z.int().positive() });

const settings = {
  readRules: {
    method: 'get',
    path: '/_scenario/rules',
    summary: 'The rules as they are now.',
    answer: rulesSchema,
  },
  changeRules: {
    method: 'patch',
    path: '/_scenario/rules',
    summary: 'Changes some rules. Setting `seed` lets the choices by chance begin anew.',
    body: rulesSchema
      .extend({ statusAfterMs: rulesSchema.shape.statusAfterMs.unwrap().partial() })
      .partial()
      .strict(),
    answer: rulesSchema,
  },
  resetRules: {
    method: 'delete',
    path: '/_scenario/rules',
    summary: 'Back to the usual rules.',
  },
  setFaults: {
    method: 'post',
    path: '/_scenario/faults',
    summary: 'Lets the next requests of the business go wrong. What is left out stays as it was.',
    body: faultsSchema,
  },
  readFaults: {
    method: 'get',
    path: '/_scenario/faults',
    summary: 'What is still to go wrong. What is used up is left out.',
    answer: z.object({
      sends: leftToFail.optional(),
      downloads: leftToFail.optional(),
      people: z.array(z.looseObject({ code: z.int() })).optional(),
    }),
  },
  readClock: { method: 'get', path: '/_scenario/clock', summary: 'The simulated time.', answer: now },
  moveClock: {
    method: 'post',
    path: '/_scenario/clock',
    summary: 'Moves time forward. What was due on the way is set off before the answer.',
    body: z.object({ advanceMs: z.int().min(0).max(longestAdvanceMs) }),
    answer: now,
  },
  reset: {
    method: 'post',
    path: '/_scenario/reset',
    summary: 'As if the simulator had just been started, except for what is to be kept.',
    body: resetSchema,
  },
} satisfies Record<string, Route>;

const records = {
  readBooks: {
    method: 'get',
    path: '/_scenario/books',
    summary: 'Everything that was taken in and sent out.',
    answer: books,
  },
  emptyBooks: { method: 'delete', path: '/_scenario/books', summary: 'Begins with empty books.' },
  describe: {
    method: 'get',
    path: '/_scenario/openapi.json',
    summary: 'This description.',
    answer: z.looseObject({ openapi: text }),
  },
} satisfies Record<string, Route>;

const stage = {
  listPeople: {
    method: 'get',
    path: '/_scenario/people',
    summary: 'Everybody whom the simulator knows.',
    answer: z.object({ people: z.array(person) }),
  },
  putPerson: {
    method: 'post',
    path: '/_scenario/people',
    summary: 'Creates somebody, or changes who has this user id or else this phone.',
    body: z
      .object({
        userId: text.regex(/^[A-Z]{2}\.[A-Za-z0-9.]{1,128}$/, 'must be a business-scoped user id').optional(),
        phone: text.regex(/^\+?[\d\s()-]{7,25}$/, 'must be a phone number with country code').optional(),
        name: text.trim().min(1).max(100).optional(),
        /** Null takes it away. */
        username: text.min(1).max(64).nullable().optional(),
      })
      .refine(
        ({ userId, phone }) => userId !== undefined || phone !== undefined,
        'needs a userId or a phone',
      ),
    answer: person,
  },
  sendWebhook: {
    method: 'post',
    path: '/_scenario/webhooks',
    summary: 'Sends a webhook of any field, delivered as the rules say.',
    body: z.object({
      field: text.min(1),
      value: z.record(text, z.unknown()),
      /** The id of a business account; without it the usual one. */
      account: text.optional(),
    }),
  },
  sendRawWebhook: {
    method: 'post',
    path: '/_scenario/webhooks/raw',
    summary: 'Posts exactly these bytes to the business, once, and tells the HTTP status of its answer.',
    query: z.object({ signature: z.enum(['right', 'wrong']).default('right') }),
    body: 'bytes',
    answer: z.object({ status: z.int().nullable() }),
  },
  verify: {
    method: 'post',
    path: '/_scenario/verify',
    summary:
      "Asks the business's webhook to verify itself, as Meta does, and says what was right about the answers.",
    body: verifySchema,
    answer: verificationSchema,
  },
} satisfies Record<string, Route>;

const sessions = {
  listSessions: {
    method: 'get',
    path: '/_scenario/sessions',
    summary:
      'The names of the sessions that are kept, the newest last, and of the one that is being recorded.',
    answer: z.object({ sessions: z.array(text), recording: text.nullable() }),
  },
  record: {
    method: 'post',
    path: '/_scenario/sessions/record',
    summary: 'Begins to record what people do on their phones and what the business answers.',
    body: named,
  },
  stop: {
    method: 'post',
    path: '/_scenario/sessions/stop',
    summary: 'Ends the recording.',
    answer: sessionSchema,
  },
  readSession: {
    method: 'get',
    path: '/_scenario/sessions/{name}',
    summary: 'A recorded session, to keep and replay.',
    answer: sessionSchema,
  },
  replay: {
    method: 'post',
    path: '/_scenario/sessions/replay',
    summary:
      'Does again what the people of a session did, given by name or as recorded, and answers when the business had its say.',
    body: z.object({
      session: z.union([text, sessionSchema]),
      speed: z.number().positive().max(1_000).default(1),
    }),
    answer: replaySchema,
  },
} satisfies Record<string, Route>;

export const scenarioRoutes = {
  ...settings,
  ...records,
  ...wireRoutes,
  ...stage,
  ...sessions,
  ...setupRoutes,
};
