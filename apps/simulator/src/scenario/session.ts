import { z } from 'zod';

import { attachmentSchema } from '../phone/attachment.ts';
import { messageSchema } from '../phone/message.schema.ts';

const whoSchema = z.object({
  phone: z.string(),
  name: z.string().optional(),
  number: z.string(),
});

const actSchema = z.object({
  /** Since the recording began. */
  afterMs: z.number().min(0),
  who: whoSchema,
  wamid: z.string(),
  /** Missing when a voice message was played. */
  message: messageSchema.optional(),
  quotes: z.string().optional(),
  forwarded: z.boolean().optional(),
  file: attachmentSchema
    .extend({ voice: z.boolean().optional(), mimeType: z.string(), base64: z.string() })
    .optional(),
});

const answerSchema = z.object({
  afterMs: z.number().min(0),
  who: whoSchema,
  wamid: z.string(),
  /** The kind of content, and the same in plain words. */
  type: z.string(),
  text: z.string(),
});

/** What some people did on their phones, and what the business answered. It can be kept as a file and replayed. */
export const sessionSchema = z.object({
  name: z.string(),
  acts: z.array(actSchema),
  answers: z.array(answerSchema),
});

export type Session = z.output<typeof sessionSchema>;
export type SessionAct = Session['acts'][number];
export type SessionAnswer = Session['answers'][number];

const saidSchema = z.object({ type: z.string(), text: z.string() });

/** What the business answered then and now, where it is not the same; null where it answered nothing. */
export const replaySchema = z.object({
  same: z.boolean(),
  differences: z.array(
    z.object({
      phone: z.string(),
      /** The how manieth answer to this person, from 0. */
      index: z.number(),
      before: saidSchema.nullable(),
      after: saidSchema.nullable(),
    }),
  ),
});

export type Replay = z.output<typeof replaySchema>;

/** Answer by answer, person by person: people do not wait for each other, so their answers may come in any order. */
export function compare(then: readonly SessionAnswer[], now: readonly SessionAnswer[]): Replay {
  const phones = [...new Set([...then, ...now].map(({ who }) => who.phone))];
  const differences = phones.flatMap((phone) => {
    const ofThis = ({ who }: SessionAnswer): boolean => who.phone === phone;
    const [before, after] = [then.filter(ofThis), now.filter(ofThis)];
    const count = Math.max(before.length, after.length);
    return Array.from({ length: count }, (_, index) => ({
      phone,
      index,
      before: inShort(before[index]),
      after: inShort(after[index]),
    })).filter((one) => one.before?.type !== one.after?.type || one.before?.text !== one.after?.text);
  });
  return { same: differences.length === 0, differences };
}

function inShort(answer: SessionAnswer | undefined): { type: string; text: string } | null {
  return answer ? { type: answer.type, text: answer.text } : null;
}
