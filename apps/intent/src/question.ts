import { z } from 'zod';

import { subjectSchema } from '#data';
import { actionSchema } from '#understanding';

/** `messageKey` of the message that led to it. */
const from = z.string().optional();

/** What we asked a person and await an answer to; stored with the contact. Times in milliseconds. */
const questionSchema = z.discriminatedUnion('kind', [
  /** An incomplete wish, as its words so far: the next message may complete it. */
  z.object({
    kind: z.literal('unfinished'),
    words: z.string(),
    askedAt: z.int(),
    from,
    /** As it was understood so far; absent in questions of older versions. */
    action: actionSchema.optional(),
    /** The same message asked for these too, and they lack the same. */
    others: z.array(actionSchema).optional(),
  }),
  /** An event that was made for a whole day: a time that is said next is its time. */
  z.object({
    kind: z.literal('untimed'),
    words: z.string(),
    askedAt: z.int(),
    from,
    action: actionSchema,
  }),
  /** A wish that is carried out only after a "yes": it arrived late, or was not plain. */
  z.object({
    kind: z.literal('confirm'),
    words: z.string(),
    saidAt: z.int(),
    askedAt: z.int(),
    from,
    /** Part of the buttons' ids: a tap answers the question that it stands under, and no other. */
    id: z.string().optional(),
    /** As it was understood; absent in questions of older versions. */
    actions: z.array(actionSchema).min(1).optional(),
  }),
  /** Several things go by the name that was said: which of them the action is about. */
  z.object({
    kind: z.literal('which'),
    words: z.string(),
    saidAt: z.int(),
    askedAt: z.int(),
    from,
    /** Part of the ids of what can be tapped. */
    id: z.string(),
    action: actionSchema,
    options: z
      .array(
        z.object({
          /** Absent where `means` says it all. */
          subject: subjectSchema.optional(),
          words: z.string(),
          /** What the action says in addition once this is chosen. */
          means: z.looseObject({}).optional(),
        }),
      )
      .min(1),
  }),
  /** In which time zone the person is: asked beside something else, so that it stays open while other things are said. */
  z.object({
    kind: z.literal('zone'),
    askedAt: z.int(),
    from,
    /** IANA name of the zone that is taken until then. */
    timezone: z.string(),
  }),
]);
export type Question = z.infer<typeof questionSchema>;

const opensForMs = {
  unfinished: 10 * 60_000,
  untimed: 10 * 60_000,
  confirm: 24 * 3_600_000,
  which: 10 * 60_000,
  zone: 24 * 3_600_000,
};

/** The question that a message sent at this moment may answer. One sent before we asked answers nothing. */
export function openQuestion(kept: string | undefined, saidAt: Date): Question | undefined {
  const question = questionOf(kept);
  if (!question) return undefined;
  const ageMs = ageOf(question, saidAt);
  return ageMs >= 0 && ageMs <= opensForMs[question.kind] ? question : undefined;
}

/** Whether the last thing that we asked was which of several is meant, and it is too late to say so. */
export function isWhichOver(kept: string | undefined, saidAt: Date): boolean {
  const question = questionOf(kept);
  return question?.kind === 'which' && ageOf(question, saidAt) > opensForMs.which;
}

/** WhatsApp's time stamps are whole seconds. */
const ageOf = ({ askedAt }: Question, saidAt: Date): number => saidAt.getTime() + 999 - askedAt;

const questionOf = (kept: string | undefined): Question | undefined =>
  kept === undefined ? undefined : questionSchema.safeParse(JSON.parse(kept)).data;

/** The answer that a tap on one of our buttons gives, and to which question. */
export function tapOf(
  choice: string | undefined,
): { answer: 'confirm' | 'deny'; questionId: string } | undefined {
  const [, answer, questionId] = /^(yes|no)-(.+)$/.exec(choice ?? '') ?? [];
  return questionId === undefined ? undefined : { answer: answer === 'yes' ? 'confirm' : 'deny', questionId };
}

/** Which option a tap chooses, counted from 0, and of which question. */
export function pickOf(choice: string | undefined): { questionId: string; at: number } | undefined {
  const [, at, questionId] = /^pick-(\d+)-(.+)$/.exec(choice ?? '') ?? [];
  return questionId === undefined ? undefined : { questionId, at: Number(at) };
}

/** The message that a tap takes back. */
export const undoOf = (choice: string | undefined): string | undefined =>
  /^undo-(.+)$/.exec(choice ?? '')?.[1];

/** Whether the question came up because of this message. */
export function isFrom(kept: string | undefined, messageKey: string): boolean {
  return kept !== undefined && questionOf(kept)?.from === messageKey;
}
