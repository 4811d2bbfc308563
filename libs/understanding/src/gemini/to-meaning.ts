import { hasOccurrence } from '../dates/recurrence.ts';
import type { Action, Meaning, When } from '../meaning.ts';
import { GeminiError } from './gemini.errors.ts';
import { type LocalWhen, resolveWhen } from './local-when.ts';
import type { MeaningAnswer } from './meaning.schema.ts';

interface Context {
  /** What the person said; of a file, the words in it are nobody's. */
  text?: string;
  timezone: string;
  /** When it was said: a recurrence without a first time begins then. */
  reference: Date;
}

/**
 * Turns the model's answer into a meaning.
 *
 * @throws GeminiError `answer` when a time in it cannot be, or a rule of recurrence has none
 */
export function toMeaning({ actions: [first, ...more], language }: MeaningAnswer, context: Context): Meaning {
  if (!first) throw new GeminiError('answer', 'the model answered no action');
  return {
    actions: [toAction(first, context), ...more.map((action) => toAction(action, context))],
    ...(language && { language }),
  };
}

function toAction(answer: MeaningAnswer['actions'][number], { text, timezone, reference }: Context): Action {
  const {
    recurrenceRule,
    when,
    currentWhen,
    newEnd,
    noSuchDate,
    words: quoted,
    answer: generalAnswer,
    ...same
  } = answer;
  // A model may change words that it quotes; what a person said is kept as it was.
  const words = text === undefined || text.includes(quoted) ? quoted : text;
  if (same.intent === 'out_of_scope') {
    const { isGeneralQuestion } = same;
    return {
      intent: same.intent,
      confidence: 0,
      words,
      ...(when && { when: resolved(when, timezone) }),
      ...(isGeneralQuestion && { isGeneralQuestion, ...(generalAnswer && { answer: generalAnswer }) }),
    };
  }
  delete same.isGeneralQuestion;
  const time = when && !noSuchDate ? resolved(when, timezone) : undefined;
  if (recurrenceRule && !hasOccurrence(recurrenceRule, time?.start ?? reference.toISOString(), timezone)) {
    throw new GeminiError('answer', 'the model answered a recurrence without any time');
  }
  return {
    ...same,
    words,
    ...(recurrenceRule && { recurrence: { rule: recurrenceRule } }),
    ...(time && { when: time }),
    ...(currentWhen && { currentWhen: resolved(currentWhen, timezone) }),
    ...(newEnd && { newEnd: resolved(newEnd, timezone) }),
    ...(noSuchDate && { noSuchDate: { words: noSuchDate } }),
  };
}

function resolved(when: LocalWhen, timezone: string): When {
  const found = resolveWhen(when, timezone);
  if (!found) throw new GeminiError('answer', 'the model answered a time that does not exist');
  return found;
}
