import { z } from 'zod';

import { schemaFaults } from './gemini-schema-check.ts';

/** By a way that holds for files of megabytes, on which a regular expression can run out of its stack. */
const isBase64 = (text: string): boolean =>
  text !== '' && Buffer.from(text, 'base64').toString('base64') === text;

const inlineDataSchema = z.strictObject({
  mimeType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  data: z.string().refine(isBase64, 'must be base64, padded'),
});
const partSchema = z
  .strictObject({ text: z.string().optional(), inlineData: inlineDataSchema.optional() })
  .refine((part) => (part.text === undefined) !== (part.inlineData === undefined), 'must be one thing');
const contentSchema = z.strictObject({
  role: z.enum(['user', 'model', 'system']).optional(),
  parts: z.array(partSchema).min(1),
});

/** The API refuses fields that it does not know. */
const requestSchema = z.strictObject({
  contents: z.array(contentSchema).min(1),
  systemInstruction: contentSchema.optional(),
  safetySettings: z.array(z.unknown()).optional(),
  generationConfig: z
    .strictObject({
      candidateCount: z.int().min(1).max(8).optional(),
      maxOutputTokens: z.int().min(1).optional(),
      temperature: z.number().min(0).max(2).optional(),
      topP: z.number().optional(),
      topK: z.number().optional(),
      stopSequences: z.array(z.string()).optional(),
      seed: z.int().optional(),
      responseMimeType: z.enum(['text/plain', 'application/json']).optional(),
      responseSchema: z.unknown().optional(),
      thinkingConfig: z
        .strictObject({
          thinkingLevel: z.enum(['minimal', 'low', 'medium', 'high']).optional(),
          thinkingBudget: z.int().optional(),
          includeThoughts: z.boolean().optional(),
        })
        .refine(
          ({ thinkingLevel, thinkingBudget }) => thinkingLevel === undefined || thinkingBudget === undefined,
          'level and budget exclude each other',
        )
        .optional(),
    })
    .optional(),
});
type Body = z.infer<typeof requestSchema>;

/** What was sent to the model. */
export interface RecordedRequest {
  model: string;
  /** The system instruction. */
  instructions: string;
  /** The text parts, joined by line breaks. */
  text: string;
  files: { mimeType: string; bytes: Buffer }[];
  generationConfig: NonNullable<Body['generationConfig']>;
  /** As it came. */
  raw: string;
}

/** @throws Error with the words with which the API refuses it */
export function readRequest(model: string, raw: string): RecordedRequest {
  const parsed = requestSchema.safeParse(JSON.parse(raw));
  if (!parsed.success) {
    throw new Error(`Invalid JSON payload received. ${z.prettifyError(parsed.error)}`);
  }
  const { contents, systemInstruction, generationConfig = {} } = parsed.data;
  const { responseSchema, responseMimeType } = generationConfig;
  if (responseSchema !== undefined) {
    if (responseMimeType !== 'application/json') throw new Error('response_schema needs a JSON mime type');
    const faults = schemaFaults(responseSchema);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  }
  const parts = contents.flatMap((content) => content.parts);
  const textOf = (some: typeof parts): string => some.flatMap(({ text }) => text ?? []).join('\n');
  return {
    model,
    instructions: textOf(systemInstruction?.parts ?? []),
    text: textOf(parts),
    files: parts.flatMap(({ inlineData }) =>
      inlineData ? [{ mimeType: inlineData.mimeType, bytes: Buffer.from(inlineData.data, 'base64') }] : [],
    ),
    generationConfig,
    raw,
  };
}
