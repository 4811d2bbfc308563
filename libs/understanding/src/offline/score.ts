import type { Candidate } from './found.ts';
import { ordersNothing } from './orders-nothing.ts';
import { answers } from './rules/answers.ts';
import { byClass } from './rules/by-class.ts';
import { clashes } from './rules/clashes.ts';
import { cancelEvent } from './rules/event-cancel.ts';
import { updateEvent } from './rules/event-change.ts';
import { createEvent } from './rules/event-create.ts';
import { listEvents } from './rules/event-list.ts';
import { cancelSomeTimes, leaveOut } from './rules/event-part.ts';
import { foreignAnswers } from './rules/foreign-answers.ts';
import { forget } from './rules/forget.ts';
import { findTime } from './rules/find-time.ts';
import { language } from './rules/language.ts';
import { help } from './rules/help.ts';
import { notes } from './rules/notes.ts';
import { overview } from './rules/overview.ts';
import { placed } from './rules/placed.ts';
import { reminded } from './rules/reminded.ts';
import { cancelReminder, listReminders, snoozeReminder, updateReminder } from './rules/reminder-change.ts';
import { createReminder } from './rules/reminder-create.ts';
import { settings } from './rules/settings.ts';
import { smallTalk } from './rules/small-talk.ts';
import { deleteTask, reopenTask, updateTask } from './rules/task-change.ts';
import { completeTask } from './rules/task-complete.ts';
import { createTask } from './rules/task-create.ts';
import { listTasks } from './rules/task-list.ts';
import { timers } from './rules/timers.ts';
import type { Sentence } from './sentence.ts';
import { foreignTopic } from './topics.ts';

/** Between equals the first wins, so rules about a narrow class of objects come before broad ones. */
const RULES: ((sentence: Sentence) => Candidate[])[] = [
  answers,
  foreignAnswers,
  language,
  help,
  smallTalk,
  settings,
  reminded,
  placed,
  timers,
  snoozeReminder,
  updateReminder,
  cancelReminder,
  listReminders,
  createReminder,
  notes,
  forget,
  reopenTask,
  updateTask,
  deleteTask,
  completeTask,
  listTasks,
  createTask,
  overview,
  clashes,
  findTime,
  cancelSomeTimes,
  leaveOut,
  updateEvent,
  cancelEvent,
  listEvents,
  createEvent,
  byClass,
];

/** What names no object of ours and a topic of somebody else's is not for us. */
const FOREIGN = 0.3;
/** "I have an appointment at the bank": it names ours, whatever else it names. */
const OWN =
  /\b(?:i(?:'ve| have)|my|there(?:'s| is)) (?:got )?(?:an? |the |my )?(?:[\w'-]+ ){0,2}(?:meeting|appointment)s?\b/i;
/** From here on the sentence itself says what it is about, whatever words it holds besides. */
const NAMED = 0.95;
/** Below this it is out of scope. */
const LEAST = 0.5;

/** What changes something of the person's. */
const ACTS = /^(?:create|complete|delete|cancel|update|erase)_/;

/** The best reading of a sentence; undefined when it is out of scope. */
export function bestReading(sentence: Sentence): Candidate | undefined {
  let best: Candidate | undefined;
  const penalty = foreignTopic(sentence.command) && !OWN.test(sentence.command) ? FOREIGN : 0;
  let isInert: boolean | undefined;
  for (const rule of RULES) {
    for (const candidate of rule(sentence)) {
      if (ACTS.test(candidate.intent) && (isInert ??= ordersNothing(sentence.command))) continue;
      const scored =
        candidate.confidence >= NAMED || candidate.isOwn
          ? candidate
          : { ...candidate, confidence: Math.round((candidate.confidence - penalty) * 100) / 100 };
      if (scored.confidence >= LEAST && scored.confidence > (best?.confidence ?? 0)) best = scored;
    }
    if (best && best.confidence >= NAMED) return best;
  }
  return best;
}
