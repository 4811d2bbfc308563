import { z } from 'zod';

/** A template as WhatsApp lists it. What it did not tell, or told in an unknown form, is absent. */
export interface ListedTemplate {
  name: string;
  /** As in requests: `en_US`. */
  language: string;
  id?: string;
  /** In WhatsApp's words: `APPROVED`, `PENDING`, `REJECTED`, … */
  status?: string;
  category?: string;
  /** `GREEN`, `YELLOW`, `RED` or `UNKNOWN`. */
  quality?: string;
  rejectedReason?: string;
  /** What it will count as from a day that WhatsApp has announced. */
  nextCategory?: string;
  /** Its texts and buttons, as the Graph API tells them. */
  components?: unknown[];
}

const maybeWord = z.string().min(1).optional().catch(undefined);

/** A string in answers and a number in webhooks; just an identifier either way. */
const maybeId = z
  .union([z.string().min(1), z.int().transform(String)])
  .optional()
  .catch(undefined);

const templateSchema = z
  .object({
    name: z.string(),
    language: z.string(),
    id: maybeId,
    status: maybeWord,
    category: maybeWord,
    quality_score: z.object({ score: maybeWord }).optional().catch(undefined),
    rejected_reason: maybeWord,
    correct_category: maybeWord,
    components: z.array(z.unknown()).optional().catch(undefined),
  })
  .transform(
    ({
      language,
      quality_score: quality,
      rejected_reason: reason,
      correct_category: nextCategory,
      ...template
    }): ListedTemplate => ({
      ...template,
      nextCategory: nextCategory === template.category ? undefined : nextCategory,
      language: language.replaceAll('-', '_'),
      quality: quality?.score,
      // Of one that was not rejected, too.
      rejectedReason: reason === 'NONE' ? undefined : reason,
    }),
  );

/**
 * A page of `GET /<account>/message_templates`. What has no name is left out, since nobody could ask for it; a page that does not
 * tell how to go on is no page, or what is on the others would pass for missing.
 */
export const templatePageSchema = z
  .object({
    data: z.array(templateSchema.nullable().catch(null)),
    paging: z
      .object({
        cursors: z.object({ after: z.string().min(1).optional() }).optional(),
        next: z.string().optional(),
      })
      .refine(({ cursors, next }) => next === undefined || cursors?.after !== undefined)
      .optional(),
  })
  .transform(({ data, paging }) => ({
    templates: data.filter((template) => template !== null),
    /** Of the next page, where there is one. */
    after: paging?.next === undefined ? undefined : paging.cursors?.after,
  }));

/** The answer to `POST /<account>/message_templates`. */
export const submittedSchema = z.object({ id: maybeId, status: maybeWord, category: maybeWord });
