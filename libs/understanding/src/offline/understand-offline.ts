import type { Action, Intent, Meaning, UnderstandRequest } from '../meaning.ts';
import { clausesOf } from './clauses.ts';
import { corrected } from './corrections.ts';
import { eachTime, withSaidDate } from './each-time.ts';
import type { Slots } from './found.ts';
import { withListOfBefore } from './list-of-before.ts';
import { LONGEST_COMMAND, longCommands } from './long-text.ts';
import { isOtherLanguage } from './other-language.ts';
import { withoutRemarks, withoutStatements } from './remarks.ts';
import { isStatedReminder } from './rules/reminder-create.ts';
import { withLeadTimes, withReferences } from './later-clauses.ts';
import { bestReading } from './score.ts';
import { clauseOf, type Sentence, sentenceOf } from './sentence.ts';
import { withStartAndEnd } from './start-and-end.ts';
import { withoutReminder } from './without-reminder.ts';
import { asAppointments, asDatedPair, withDayBefore, withSharedVerb } from './shared-clauses.ts';

type Actions = Meaning['actions'];

/** A clause is a command of its own from this confidence on; below, it belongs to the one before. */
const STANDS_ALONE = 0.75;
/** From here on a sentence is English whatever words it holds: "add pasta alla norma to my list". */
const SURE = 0.8;
/** What a name or a chore with a date becomes. */
const PLANS = new Set<Intent>(['create_event', 'create_task']);
const COURTESIES = new Set<Intent>(['greeting', 'thanks', 'confirm', 'deny']);
/** Confidence in a long text, at most. */
const UNSURE = 0.7;

/**
 * What a message means, without any service: English, everyday requests only. Anything else is `out_of_scope`, with
 * `when` set if the sentence names a date, so that a doubtful sentence leads to a question and not to an action.
 *
 * @throws RangeError when the reference or the time zone is not valid
 */
export function understandOffline(request: UnderstandRequest): Meaning {
  const whole = sentenceOf(request);
  const { text } = whole;
  if (text.length > LONGEST_COMMAND) return { actions: longMeaning(whole) };

  const bare = withoutReminder(text);
  const [first, ...others] = bare === undefined ? [] : meaningOf({ ...whole, text: bare });
  const silent = (action: Action): Action => ({ ...action, words: text, leadTimes: [] });
  if (first && [first, ...others].every(({ intent }) => intent === 'create_event'))
    return { actions: [silent(first), ...others.map(silent)] };
  return { actions: meaningOf(whole) };
}

/** When it is, of a text that says that and nothing else: "tomorrow at five, please". */
export function whenAlone(request: UnderstandRequest): Pick<Action, 'when' | 'recurrence'> | undefined {
  const { command, dates } = sentenceOf(request);
  const { when, recurrence, rest } = dates(command.slice(0, LONGEST_COMMAND));
  return when && rest === '' ? { when, ...(recurrence && { recurrence }) } : undefined;
}

function meaningOf(whole: Sentence): Actions {
  const { text, dates } = whole;
  const said = withStartAndEnd(corrected(withoutRemarks(text), dates), dates);
  const actions = actionsIn({ ...whole, text: said });
  // The person's own words, not those that they come down to.
  return said === text || actions.length > 1 ? actions : [{ ...actions[0], words: text }];
}

function actionsIn({ text, dates, isQuestion }: Omit<Sentence, 'command'>): Actions {
  const whole = (): Actions => actionsOf(clauseOf(text, dates, isQuestion));
  if (isStatedReminder(text)) return whole();
  const commands = withDayBefore(withListOfBefore(clausesOf(text)), dates);
  const clauses = commands
    .flatMap((clause) => withSharedVerb(clause, dates))
    .flatMap((clause) => asAppointments(clause, dates))
    .flatMap((clause) => asDatedPair(clause, dates));
  if (clauses.length === 1) return whole();

  const [first, ...others] = clauses.map((clause, index) =>
    // The question mark stands behind the last of them.
    actionsOf(clauseOf(clause, dates, isQuestion && index === clauses.length - 1)),
  );
  if (!first) return whole();
  // Where only times made several of one, each to be kept with its own, their structure is sure enough.
  const areAlike =
    commands.length === 1 &&
    others.every(
      ([{ intent }]) => intent === first[0].intent || (PLANS.has(intent) && PLANS.has(first[0].intent)),
    );
  // "…, remind me at 4, and add flowers": what follows a time is no part of a title.
  const followsTime = (index: number): boolean => {
    const before = clauses[index - 1] ?? '';
    return dates(before).spans.at(-1)?.end === before.length;
  };
  const areSure = [first, ...others].every((each, index) => standsAlone(each, followsTime(index)));
  if (!areAlike && !areSure) return whole();
  const [head, ...tail] = withoutStatements(withoutCourtesies([...first, ...others.flat()]));
  if (!head) return whole();
  const split = withReferences(withLeadTimes([head, ...tail]));
  if (split.every(isUnderstood)) return split;
  // What is not understood beside something that is stays in the answer, unless it all makes sense as one.
  const one = whole();
  return isUnderstood(one[0]) || !split.some(isUnderstood) ? one : split;
}

/** "thanks", "ok": beside a command they are manners. */
function withoutCourtesies(actions: Action[]): Action[] {
  const commands = actions.filter(({ intent }) => !COURTESIES.has(intent));
  return commands.length > 0 ? commands : actions.slice(0, 1);
}

const isUnderstood = ({ intent }: Action): boolean => intent !== 'out_of_scope';
/** "call mom at 5, …", "birthday in 9 days, …": beside a command, what has a time is one too. */
const standsAlone = ([{ intent, confidence, when }]: Actions, followsTime: boolean): boolean =>
  intent === 'out_of_scope' ||
  confidence >= STANDS_ALONE ||
  (PLANS.has(intent) && when !== undefined) ||
  (intent === 'create_task' && followsTime);

function actionsOf(sentence: Sentence): Actions {
  const { text, command, dates } = sentence;
  const best = bestReading(sentence);
  // Of another language only what looks like English was read: "cita mañana 15:00" is not an event of today.
  if (!best || (best.confidence < SURE && isOtherLanguage(text))) {
    const { when, noSuchDate } = dates(command || text);
    const found = {
      ...(when && { when }),
      ...(noSuchDate && { noSuchDate }),
      ...(isOtherLanguage(text) && { isOtherLanguage: true }),
    };
    return [{ intent: 'out_of_scope', confidence: 0, words: text, ...found }];
  }
  const { intent, confidence, fill } = best;
  const filled = fill?.() ?? {};
  const [first = {}, ...others] = Array.isArray(filled) ? filled : [filled];
  const said = dates(command);
  const actionsWith = (slots: Slots): Action[] =>
    eachTime(intent, withSaidDate(intent, slots, said)).map((each) => ({
      intent,
      confidence,
      ...each,
      words: text,
    }));
  const [head, ...tail] = [{ ...first, ...dateAlone(sentence) }, ...others].flatMap(actionsWith);
  if (!head) throw new RangeError('a reading without an action');
  return [head, ...tail];
}

/** A text that is a date and nothing else says when, whatever it is taken for. */
function dateAlone({ command, dates }: Sentence): Slots {
  const { when, rest } = dates(command);
  return when && rest === '' ? { when } : {};
}

function longMeaning(whole: Sentence): Actions {
  const [first, ...others] = longCommands(whole.text, (text) => meaningOf({ ...whole, text })) ?? [];
  return first ? [first, ...others] : [longAction(whole)];
}

/** Of a text that is no command as a whole: its beginning decides, and a title that reaches its end goes on. */
function longAction(whole: Sentence): Action {
  const head = whole.text.slice(0, LONGEST_COMMAND);
  const [action] = actionsOf(clauseOf(head, whole.dates));
  const goesOn = action.title && head.endsWith(action.title);
  const title = goesOn ? `${action.title}${whole.text.slice(LONGEST_COMMAND)}` : action.title;
  const confidence = Math.min(action.confidence, UNSURE);
  return { ...action, confidence, words: whole.text, ...(title && { title }) };
}
