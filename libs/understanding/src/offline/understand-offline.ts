import { completeTask } from './complete-task.pattern.ts';
import { createTask } from './create-task.pattern.ts';
import { findWhen } from '../dates/find-when.ts';
import type { Found } from './found.ts';
import { listTasks } from './list-tasks.pattern.ts';
import type { Meaning, UnderstandRequest } from '../meaning.ts';
import { createReminder, listReminders } from './reminder.pattern.ts';
import { type Sentence, sentenceOf } from './sentence.ts';
import { smallTalk } from './small-talk.pattern.ts';
import { yesOrNo } from './yes-no.pattern.ts';

/** The first match decides, so narrow patterns come before broad ones. */
const PATTERNS: ((sentence: Sentence) => Found | undefined)[] = [
  listReminders,
  createReminder,
  completeTask,
  listTasks,
  createTask,
  smallTalk,
  yesOrNo,
];

/**
 * What a sentence means, without any service: English, everyday requests only. Anything else is `out_of_scope`, with
 * `when` set if the sentence names a date, so that a doubtful sentence leads to a question and not to an action.
 *
 * @throws RangeError when the reference or the time zone is not valid
 */
export function understandOffline(request: UnderstandRequest): Meaning {
  const sentence = sentenceOf(request);
  for (const recognise of PATTERNS) {
    const found = recognise(sentence);
    if (found) return { actions: [{ ...found, words: sentence.text }] };
  }
  const when = findWhen(sentence.text, sentence.now)?.when;
  return { actions: [{ intent: 'out_of_scope', confidence: 0, words: sentence.text, when }] };
}
