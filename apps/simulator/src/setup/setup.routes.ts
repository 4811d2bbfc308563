import { z } from 'zod';

import type { Route } from '../scenario/route.ts';

const text = z.string();

const setupSchema = z.object({
  /** For another project than the one that it comes with. */
  alone: z.boolean(),
  /** Where its webhooks go. */
  webhookUrl: text,
  phoneNumberId: text,
  accountId: text,
  appId: text,
  version: text,
});
const secretsSchema = z.object({ token: text, appSecret: text, verifyToken: text });

export type Setup = z.output<typeof setupSchema>;
export type Secrets = z.output<typeof secretsSchema>;

export const setupRoutes = {
  readSetup: {
    method: 'get',
    path: '/_scenario/setup',
    summary: 'What a project is pointed at the simulator with, without what is secret.',
    answer: setupSchema,
  },
  readSecrets: {
    method: 'get',
    path: '/_scenario/setup/secrets',
    summary: 'The access token, the app secret and the verify token.',
    answer: secretsSchema,
  },
} satisfies Record<string, Route>;
