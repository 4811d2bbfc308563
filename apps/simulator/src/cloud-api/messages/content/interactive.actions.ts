import { z } from 'zod';

import type { Action } from '../../../phone/content.ts';
import { parseBody } from '../../parse-body.ts';

const mostButtons = 3;
const mostSections = 10;
const mostRows = 10;

const buttonsSchema = z.object({
  action: z.object({
    buttons: z
      .array(
        z.object({
          type: z.literal('reply'),
          reply: z.object({ id: z.string().min(1).max(256), title: z.string().min(1).max(20) }),
        }),
      )
      .min(1)
      .max(mostButtons)
      .refine(
        (buttons) => new Set(buttons.map(({ reply }) => reply.title)).size === buttons.length,
        'each button needs a title of its own',
      ),
  }),
});

export function readButtons(part: unknown): Action {
  const { action } = parseBody(buttonsSchema, part, 'interactive');
  return { type: 'buttons', buttons: action.buttons.map(({ reply }) => reply) };
}

const rowSchema = z.object({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(24),
  description: z.string().max(72).optional(),
});

const listSchema = z.object({
  action: z.object({
    button: z.string().min(1).max(20),
    sections: z
      .array(z.object({ title: z.string().max(24).optional(), rows: z.array(rowSchema).min(1) }))
      .min(1)
      .max(mostSections)
      .refine(
        (sections) => sections.length === 1 || sections.every(({ title }) => title),
        'each section needs a title when there are several',
      )
      .refine(
        (sections) => sections.flatMap(({ rows }) => rows).length <= mostRows,
        `all sections together hold at most ${mostRows} rows`,
      ),
  }),
});

export function readList(part: unknown): Action {
  const { action } = parseBody(listSchema, part, 'interactive');
  return { type: 'list', ...action };
}

const linkSchema = z.object({
  action: z.object({
    name: z.literal('cta_url'),
    parameters: z.object({
      display_text: z.string().min(1).max(20),
      url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
    }),
  }),
});

export function readLink(part: unknown): Action {
  const { action } = parseBody(linkSchema, part, 'interactive');
  return { type: 'link', title: action.parameters.display_text, url: action.parameters.url };
}
