import { z } from 'zod';

import { fileActionsSchema } from './meaning.schema.ts';

const confidence = z.number().min(0).max(1);
const longestText = 20_000;

/** What the model hears. */
export const transcriptSchema = z.object({
  speech: z.boolean(),
  transcript: z.string().trim().max(longestText).optional(),
  language: z.string().max(35).optional(),
  confidence,
});

/** What the model sees in a picture or reads in a document. */
export const fileSchema = z.object({
  textInFile: z.string().max(longestText).optional(),
  answer: z.string().max(1_000).optional(),
  actions: fileActionsSchema,
  isAsked: z.boolean().optional().describe('true when the caption asks for these actions'),
  confidence,
});
export type FileAnswer = z.infer<typeof fileSchema>;
