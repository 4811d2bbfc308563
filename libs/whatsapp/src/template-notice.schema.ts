import { z } from 'zod';

import type { AccountNotice, TemplateNews } from './account-notice.ts';
import { maybeWord, word } from './webhook-leaves.ts';

// `value` of the webhook fields about message templates.

const templateName = z.string().regex(/^\w{1,512}$/);

const templateSchema = z.object({
  message_template_name: templateName,
  message_template_language: word.transform((language) => language.replaceAll('-', '_')),
  // A number here, a string elsewhere; either way just an identifier.
  message_template_id: z.union([z.int(), word]).transform(String).optional().catch(undefined),
});
type Template = z.infer<typeof templateSchema>;

const key = (value: Template): TemplateNews => ({
  name: value.message_template_name,
  language: value.message_template_language,
});
const called = (value: Template): string =>
  `${value.message_template_name} ${value.message_template_language}`;

/** Events that are not statuses. */
const statusOf = (event: string): string =>
  event === 'REINSTATED' || event === 'UNARCHIVED' ? 'APPROVED' : event;
const stopped = new Set(['REJECTED', 'PAUSED', 'DISABLED', 'FLAGGED', 'LOCKED', 'LIMIT_EXCEEDED']);

export const templateStatus = templateSchema
  .extend({ event: word, message_template_category: maybeWord })
  .transform((value): AccountNotice => ({
    event: value.event,
    about: called(value),
    needsPerson: stopped.has(value.event),
    template: {
      ...key(value),
      whatsappId: value.message_template_id,
      status: statusOf(value.event),
      category: value.message_template_category,
    },
  }));

export const templateQuality = templateSchema
  .extend({ new_quality_score: word, previous_quality_score: maybeWord })
  .transform((value): AccountNotice => ({
    event: value.new_quality_score,
    about: called(value),
    needsPerson: false,
    template: { ...key(value), quality: value.new_quality_score },
  }));

/** Sent twice: as an announcement, where `new_category` is still the current one, and when it takes effect. */
export const templateCategory = templateSchema
  .extend({ new_category: word, correct_category: maybeWord })
  .transform((value): AccountNotice => ({
    event: value.correct_category ?? value.new_category,
    about: `${called(value)}${value.correct_category ? ' announced' : ''}`,
    needsPerson: false,
    template: { ...key(value), category: value.new_category, nextCategory: value.correct_category ?? null },
  }));
