import { z } from 'zod';

import {
  accountChangeSchema,
  newAccountSchema,
  newNumberSchema,
  numberChangeSchema,
} from '../accounts/account.schema.ts';
import type { Route } from '../scenario/route.ts';
import { templateEvents } from '../templates/template.review.ts';

const dayMs = 24 * 3_600_000;

const number = z.object({
  id: z.string(),
  account: z.string(),
  phone: z.string(),
  verifiedName: z.string(),
  status: z.string(),
  allowedRecipients: z.array(z.string()).optional(),
});

const accounts = {
  addAccount: {
    method: 'post',
    path: '/_scenario/accounts',
    summary: 'Adds a business account, without numbers.',
    body: newAccountSchema,
    answer: z.object({ id: z.string() }),
  },
  changeAccount: {
    method: 'patch',
    path: '/_scenario/accounts/{id}',
    summary: 'Decides about an account as Meta does, with the webhooks that tell it.',
    body: accountChangeSchema,
  },
  readNumbers: {
    method: 'get',
    path: '/_scenario/numbers',
    summary: 'The numbers of all accounts.',
    answer: z.array(number),
  },
  addNumber: {
    method: 'post',
    path: '/_scenario/numbers',
    summary: 'Adds a number that can send, unless told otherwise.',
    body: newNumberSchema,
    answer: number,
  },
  changeNumber: {
    method: 'patch',
    path: '/_scenario/numbers/{id}',
    summary: 'Decides about a number as Meta does, with the webhooks that tell it.',
    body: numberChangeSchema,
  },
} satisfies Record<string, Route>;

const templates = {
  setTemplateStatus: {
    method: 'post',
    path: '/_scenario/templates/{id}/status',
    summary: 'Approves, rejects, pauses or disables a template, with the webhook that tells it.',
    body: z.object({ status: z.enum(templateEvents), reason: z.string().optional() }),
  },
  setTemplateQuality: {
    method: 'post',
    path: '/_scenario/templates/{id}/quality',
    summary: 'Changes the quality of a template, with the webhook that tells it.',
    body: z.object({ quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']) }),
  },
  setTemplateCategory: {
    method: 'post',
    path: '/_scenario/templates/{id}/category',
    summary: 'Announces another category and moves the template there; without notice at once.',
    body: z.object({
      category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
      noticeMs: z.int().min(0).default(dayMs),
    }),
  },
} satisfies Record<string, Route>;

const tokens = {
  changeToken: {
    method: 'patch',
    path: '/_scenario/tokens',
    summary: 'Lets a token run out, takes it away, repairs it, or makes it another one for `debug_token`.',
    body: z.object({
      token: z.string(),
      /** 0 is now, null never. */
      expiresInMs: z.int().min(0).nullable().optional(),
      revoked: z.boolean().optional(),
      type: z.enum(['SYSTEM_USER', 'USER', 'PAGE', 'APP']).optional(),
      scopes: z.array(z.string()).optional(),
    }),
  },
} satisfies Record<string, Route>;

/** How accounts, numbers, templates and tokens are steered. */
export const managementRoutes = { ...accounts, ...templates, ...tokens };
