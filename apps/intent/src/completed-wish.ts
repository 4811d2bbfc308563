import { DateTime } from 'luxon';

import type { Action, Intent, Meaning, When } from '#understanding';

import { isAside } from './asides.ts';
import { isKeepable } from './keepable.ts';
import { withMendedDate } from './mended-date.ts';
import { isInQuotes, lacksNewName, newNameIn } from './new-name.ts';
import type { Question } from './question.ts';
import { asMeaning, type MeaningOf, onlyAction, type Said, sureFrom, toWish } from './said.ts';
import { datedAction, isOfToldDay, titledAction } from './titled-wish.ts';
import type { Wish } from './understood.ts';

type Unfinished = Question & { kind: 'unfinished' };
type Untimed = Question & { kind: 'untimed' };

/** "who won the game?" is no part of a wish. */
const ASKS = /\?\s*$|^(?:who|what|where|when|why|how|which|whose)\b/i;
/** What people say before a time that they were asked for. */
const LEAD_IN =
  /^(?:(?:(?:ok|okay|oh|well|yes|hmm|um)[ ,.]+)?(?:let's (?:say|do)|let us say|make (?:it|that)|say|maybe|how about|i (?:think|guess)|it'?s|it is|it starts|it begins|that would be|set it (?:for|to))[ ,:]+)+/i;
const CLOSING = /[ ,]*(?:please|thanks|thank you)?[.! ]*$/i;
/** "5", "5:30", "half past five": a time of day only because one was asked for. */
const BARE_TIME =
  /^(?:\d{1,2}(?:[:.]\d\d)?|(?:half past |quarter (?:past|to) )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))$/i;

/** What was missing came with this message; undefined when the message is about something else. */
export async function completedWish(
  said: Said,
  question: Unfinished | Untimed,
  meaning: Meaning,
  meaningOf: MeaningOf,
): Promise<Wish | undefined> {
  const answer = lacksTitle(question) ? said : { ...said, words: asAnswer(said.words) };
  if (question.kind === 'untimed') return timedWish(answer, question, meaning, meaningOf);
  if (meansNextDay(said, question, meaning)) return toNextDay(said, question);
  // "OK" is no answer to "at what time?", so the question is put again.
  if (onlyAction(meaning)?.intent === 'confirm') return askedAgain(said, question, meaningOf);
  if (!isAnswer(said, question, meaning)) return undefined;
  return finishedWish(answer, question, meaning, meaningOf);
}

const NEXT_DAY =
  /^(?:(?:yes|yeah|yep|no|until|till|to|on|the|it'?s|for|a|whole)[ ,]+)*(?:(?:next|following) (?:day|morning)|day after|overnight|(?:24|twenty[- ]four) hours)[ .!]*$/i;

/** "yes", "until the next day" or the same times again, after times were told to last until then: no slip. */
function meansNextDay({ words }: Said, { action }: Unfinished, meaning: Meaning): boolean {
  if (!action?.noSuchDate?.isIntoNextDay || !action.when) return false;
  const found = onlyAction(meaning);
  const again = found?.noSuchDate;
  const isAgain =
    again?.isIntoNextDay &&
    found?.when?.start.slice(11) === action.when.start.slice(11) &&
    found.when.end?.slice(11) === action.when.end?.slice(11);
  return found?.intent === 'confirm' || NEXT_DAY.test(words.trim()) || isAgain === true;
}

function toNextDay(said: Said, { words, action, others = [] }: Unfinished): Wish | undefined {
  if (!action) return undefined;
  const { noSuchDate: _, ...meant } = action;
  const meaning = asMeaning([...others, meant]);
  return meaning && toWish({ ...said, words }, meaning);
}

/** These need no title: a time is asked for. */
const titleless = new Set<Intent>(['create_timer', 'update_timer', 'snooze_reminder', 'update_reminder']);

/** A title is asked for, and not a time. */
const lacksTitle = ({ action }: Unfinished | Untimed): boolean =>
  action !== undefined &&
  (lacksNewName(action) ||
    (action.title === undefined && !action.noSuchDate && !titleless.has(action.intent)));

/** In characters; a longer message is no mere answer to what was asked. */
const longestAnswer = 200;

function asAnswer(said: string): string {
  const words = said.trim().replace(/\s+/g, ' ');
  if (words.length > longestAnswer) return words;
  const bare = words.replace(LEAD_IN, '').replace(CLOSING, '');
  return BARE_TIME.test(bare) ? `at ${bare}` : bare || words;
}

/** Whether these words can be what was asked for: asked for a title, people answer "buy milk", which alone would be a task. */
function isAnswer(said: Said, question: Unfinished, meaning: Meaning): boolean {
  const { words } = said;
  const found = onlyAction(meaning);
  if (!found || ASKS.test(words.replace(LEAD_IN, '')) || isAside(words)) return false;
  if (found.intent === 'out_of_scope' || isMadeIt(words, found)) return true;
  const isPlan = found.intent === 'create_task' || found.intent === 'create_event';
  // A name may look like an event: "summer party at eight".
  const isName = isPlan && question.action && lacksNewName(question.action) && !ORDERS.test(words);
  if (lacksTitle(question) && !ORDERS.test(words) && isOfToldDay(said, question.action?.when, found))
    return true;
  return isName || (lacksTitle(question) && found.confidence < sureFrom && isPlan);
}

/** A wish of its own, whatever was asked. */
const ORDERS =
  /^(?:(?:please|can you|could you) )*(?:add|put|schedule|book|create|set|make|new|plan|arrange|enter|remind|i (?:have|need|must))\b/i;

/** "make it 5pm" would move an event, if no time had been asked for. */
const isMadeIt = (words: string, { intent, title }: Action): boolean =>
  intent === 'update_event' && title === undefined && LEAD_IN.test(words);

async function askedAgain(
  said: Said,
  { words, action, others = [] }: Unfinished,
  meaningOf: MeaningOf,
): Promise<Wish> {
  const earlier = { ...said, words };
  return toWish(earlier, (action && asMeaning([...others, action])) ?? (await meaningOf(earlier)));
}

/** Read with the words before it, or else put into what was understood then. */
async function finishedWish(
  answer: Said,
  question: Unfinished,
  meaning: Meaning,
  meaningOf: MeaningOf,
): Promise<Wish | undefined> {
  const { words, action, others = [] } = question;
  if (action && lacksNewName(action) && others.length === 0)
    return toWish(answer, { actions: [await renamedAction(answer, action, meaningOf)] });
  const told = action && lacksTitle(question) && others.length === 0;
  const named = told && (datedAction(answer, action) ?? (await titledAction(answer, action, meaningOf)));
  if (named) return toWish({ ...answer, words }, { actions: [named] });
  const alone = await meaningOf(answer);
  const own = onlyAction(alone)?.when ? alone : meaning;
  const mended = action?.noSuchDate && (await mendedAction(answer, action, meaningOf));
  if (mended) {
    const filled = filledWish(answer, others, own)?.actions ?? others;
    return toWish(answer, { actions: [mended, ...filled] });
  }
  // Both dates would be read together, and one of them does not exist, is over or too far away.
  if (action && (action.noSuchDate || isNoTime(action, answer) || others.length > 0)) {
    const renewed = others.length === 0 && (await renewedWish(answer, action, meaningOf));
    return renewed || filledWish(answer, [...others, action], own);
  }
  const whole = { ...answer, words: `${words} ${answer.words}` };
  const [begun, completed] = await Promise.all([meaningOf({ ...answer, words }), meaningOf(whole)]);
  const intent = onlyAction(begun)?.intent;
  const read = onlyAction(completed);
  // One for each time, if several were answered.
  const areMany = completed.actions.length > 1 && completed.actions.every((each) => each.intent === intent);
  if (areMany && intent !== 'out_of_scope') return toWish(whole, completed);
  const isWhole = read !== undefined && intent !== 'out_of_scope' && read.intent === intent;
  if (isWhole && isLonger(read, question)) return undefined;
  return isWhole && hasComeIn(read, answer, question)
    ? toWish(whole, completed)
    : action && filledWish(answer, [action], own);
}

/** The same as if the name had been said at once. */
async function renamedAction(answer: Said, action: Action, meaningOf: MeaningOf): Promise<Action> {
  const newTitle = newNameIn(answer.words);
  if (newTitle === undefined || isInQuotes(answer.words)) return { ...action, newTitle };
  const words = `${action.words.trim().replace(/ (?:to|as|into)$/i, '')} to ${newTitle}`;
  const whole = onlyAction(await meaningOf({ ...answer, words }));
  // Of what kind it is was found out when the name was asked for.
  if (!whole?.intent.startsWith('update_') || whole.newTitle === undefined) return { ...action, newTitle };
  const { when, timeOnly } = whole;
  return { ...action, newTitle: whole.newTitle, ...(when && { when, timeOnly }) };
}

/** The action with the date that was answered in the place of the one that does not exist. */
async function mendedAction(said: Said, action: Action, meaningOf: MeaningOf): Promise<Action | undefined> {
  const words = action.noSuchDate && withMendedDate(action.words, action.noSuchDate, said.words);
  if (words === undefined) return undefined;
  const mended = onlyAction(await meaningOf({ ...said, words }));
  const isSame = mended?.intent === action.intent && mended.title === action.title;
  return isSame && mended.when && !mended.noSuchDate ? mended : undefined;
}

/** How a wish is begun that has a title and waits for its times. */
const beginnings = new Map<Intent, string>([
  ['create_event', 'schedule'],
  ['create_reminder', 'remind me to'],
]);

/** The same thing said anew with nothing but the answer: only in a wish are several times, choices and repetitions read. */
async function renewedWish(answer: Said, action: Action, meaningOf: MeaningOf): Promise<Wish | undefined> {
  const beginning = beginnings.get(action.intent);
  if (beginning === undefined || action.title === undefined) return undefined;
  const { actions } = await meaningOf({ ...answer, words: `${beginning} ${action.title} ${answer.words}` });
  const areSame = actions.every(({ intent, title }) => intent === action.intent && title === action.title);
  const { when, noSuchDate, recurrence: _, ...kept } = action;
  const before = noSuchDate ? undefined : when;
  const renewed = asMeaning(
    actions.map((each) => ({ ...kept, ...withTimeOf(before, each, answer.timezone) })),
  );
  return areSame && actions.some(hasTimes) ? renewed && toWish(answer, renewed) : undefined;
}

const hasTimes = ({ when, recurrence, noSuchDate }: Action): boolean =>
  Boolean(when ?? recurrence ?? noSuchDate);

/** What was asked for: without it, "let me think" would only make the title longer. */
function hasComeIn(read: Action, answer: Said, question: Unfinished): boolean {
  if (lacksTitle(question)) return answer.words.includes(read.title ?? question.words);
  return hasTimes(read);
}

/** "tomorrow at 5, about the party": more words beside the time than these are about something else. */
const mostAdded = 3;
const countOf = (title = ''): number => title.split(' ').length;

const isLonger = (read: Action, question: Unfinished): boolean =>
  !lacksTitle(question) && countOf(read.title) - countOf(question.action?.title ?? read.title) > mostAdded;

function filledWish(said: Said, actions: Action[], meaning: Meaning): Wish | undefined {
  const { when, noSuchDate, title = said.words } = onlyAction(meaning) ?? {};
  const number = taskNumberIn(said.words);
  const lackTitle = actions.filter((action) => action.title === undefined);
  if (lackTitle.length === 0 && !when && !noSuchDate) return undefined;
  const filled = asMeaning(
    actions.map((action) =>
      action.title !== undefined
        ? { ...action, when, noSuchDate }
        : takesNumber.has(action.intent) && number !== undefined
          ? { ...action, number }
          : { when, ...action, title },
    ),
  );
  return filled && toWish(said, filled);
}

/** What may name a task by its number. */
const takesNumber = new Set<Intent>(['complete_task', 'reopen_task', 'delete_task', 'update_task']);

/** "2", "number 2", "the 2nd one" */
function taskNumberIn(words: string): number | undefined {
  const [, digits] = /^\D{0,12}(\d{1,4})(?:st|nd|rd|th)?(?: one)?\W*$/i.exec(words) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

const isNoTime = (action: Action, said: Said): boolean => isOver(action, said) || !isKeepable(action);

function isOver({ when }: Action, { saidAt, timezone }: Said): boolean {
  if (!when) return false;
  const start = DateTime.fromISO(when.start, { zone: timezone });
  const end = when.end === undefined && when.grain === 'day' ? start.endOf('day') : undefined;
  return (end?.toMillis() ?? Date.parse(when.end ?? when.start)) <= saidAt.getTime();
}

/** "tomorrow", where the time of day was right and only its day was not: the time and the length stay. */
function withTimeOf(before: When | undefined, action: Action, timezone: string): Action {
  const { when, recurrence } = action;
  const isDay = when?.grain === 'day' && when.end === undefined && !recurrence;
  if (!isDay || !before || (before.grain !== 'hour' && before.grain !== 'minute')) return action;
  const at = (iso: string): DateTime => DateTime.fromISO(iso, { zone: timezone });
  const isoOf = (one: DateTime): string => one.toISO({ suppressMilliseconds: true }) ?? when.start;
  const { hour, minute } = at(before.start);
  const start = at(when.start).set({ hour, minute });
  const end = before.end && isoOf(start.plus(at(before.end).diff(at(before.start))));
  return { ...action, when: { start: isoOf(start), grain: before.grain, ...(end && { end }) } };
}

/** "at 11", after an event was made for a whole day: the same event of the same day, with nothing but a time. */
async function timedWish(
  answer: Said,
  { words, action }: Untimed,
  meaning: Meaning,
  meaningOf: MeaningOf,
): Promise<Wish | undefined> {
  const found = onlyAction(meaning);
  const isTime = found && (found.intent === 'out_of_scope' || isMadeIt(found.words, found));
  if (!isTime || ASKS.test(answer.words)) return undefined;
  const whole = { ...answer, words: `${words} ${answer.words}` };
  const completed = await meaningOf(whole);
  const { intent, title, when } = onlyAction(completed) ?? {};
  const isTimed = when?.grain === 'hour' || when?.grain === 'minute';
  const isSameDay = when?.start.slice(0, 10) === action.when?.start.slice(0, 10);
  if (intent !== action.intent || title !== action.title || !isTimed || !isSameDay) return undefined;
  return { ...toWish(whole, completed), retimes: action };
}
