import { z } from 'zod';

import { type Action, intents } from './meaning.ts';

/** Written by ourselves, so only what every action has is checked. */
export const actionSchema = z.looseObject({
  intent: z.enum(intents),
  confidence: z.number(),
  words: z.string(),
}) as unknown as z.ZodType<Action>;

/** What was read in a message beside the person's own words. */
export const readingSchema = z.object({
  /** The words are those of a recording, as a machine heard them; confidence 0 to 1. */
  heard: z.object({ confidence: z.number(), language: z.string().optional() }).optional(),
  /** What a picture or document shows or says, in a few sentences. */
  summary: z.string().optional(),
  /** What it asks for or suggests: the events on a poster. */
  actions: z.array(actionSchema).optional(),
  /** The caption asks for these actions. */
  isAsked: z.boolean().optional(),
  /** It took the language model to come back: the person was answered without it then. */
  isReadLater: z.boolean().optional(),
  /** Id of the button or list entry that was tapped. */
  choice: z.string().optional(),
  place: z
    .object({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().optional(),
      address: z.string().optional(),
    })
    .optional(),
  people: z.array(z.object({ name: z.string(), details: z.array(z.string()) })).optional(),
  /** Of a picture, where WhatsApp has it: it is fetched again once the person asks to keep it. */
  picture: z
    .object({ id: z.string(), mimeType: z.string().optional(), sha256: z.string().optional() })
    .optional(),
});
export type Reading = z.infer<typeof readingSchema>;
