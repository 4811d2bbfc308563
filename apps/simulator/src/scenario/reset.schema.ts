import { z } from 'zod';

/** In the order in which they begin anew: what others are made of comes first, and open phones begin anew with their chats. */
export const resetParts = [
  'clock',
  'rules',
  'faults',
  'tokens',
  'accounts',
  'templates',
  'media',
  'sessions',
  'books',
  'people',
  'chats',
] as const;

export type ResetPart = (typeof resetParts)[number];

/** What a part can not be kept without, since it is about them. */
const needs: Partial<Record<ResetPart, readonly ResetPart[]>> = {
  templates: ['accounts'],
  chats: ['accounts', 'people', 'media'],
};

export const resetSchema = z
  .strictObject({
    /** What stays as it is. */
    keep: z.array(z.enum(resetParts)).default([]),
  })
  .superRefine(({ keep }, context) => {
    for (const part of keep) {
      const missing = needs[part]?.filter((one) => !keep.includes(one)) ?? [];
      if (missing.length === 0) continue;
      const message = `"${part}" can only be kept together with ${missing.map((one) => `"${one}"`).join(', ')}`;
      context.addIssue({ code: 'custom', path: ['keep'], message });
    }
  })
  .prefault({});
