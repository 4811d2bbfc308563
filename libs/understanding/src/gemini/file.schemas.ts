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

/** What was said in a recording; the transcript is empty without speech. */
export interface Transcript {
  speech: boolean;
  transcript: string;
  /** 0 to 1 */
  confidence: number;
  /** BCP 47 */
  language?: string;
}

/** What the model sees in a picture or reads in a document. */
export const fileSchema = z.object({
  textInFile: z.string().max(longestText).optional(),
  answer: z.string().max(1_000).optional(),
  actions: fileActionsSchema,
  confidence,
});
export type FileAnswer = z.infer<typeof fileSchema>;
