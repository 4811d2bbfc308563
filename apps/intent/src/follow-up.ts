import type { Action, Intent, Meaning } from '#understanding';

import { isAside } from './asides.ts';
import {
  type Found,
  LEAD,
  MADE,
  madeAnew,
  NUMBER,
  QUERIES,
  WHEN_ONLY,
  WHEN_WORD,
  whenAlone,
  withWhen,
} from './half-times.ts';
import { isMoreItems, isOntoThere, moreItems } from './more-items.ts';
import { otherName, saysOtherName } from './other-name.ts';
import { remembered } from './remembered.ts';
import { SAME_FOR, sameFor } from './same-for.ts';
import { asMeaning, onlyAction, type Said } from './said.ts';
import { meaningOf } from './spoken-before.ts';

const CHANGED_TO = new RegExp(
  `^${LEAD}(?:(?:make|set) (?:it|that) )?(?<when>${WHEN_WORD}(?:[ ,]+${WHEN_WORD})*)(?: (?:is|would be|works|suits me) better)?(?: instead)?[ .!]*$`,
  'i',
);
const WHAT_ABOUT = /^(?:(?:and|so|ok|okay|oh)[ ,]+)*(?:what|how) about (?<what>.+?)[ .!?]*$/i;
/** "not basil, parsley" and "parsley, not basil" */
const NOT_THAT = [
  /^(?:no[ ,]+)?not (?:the |with )?(?<old>[\w'-]+)[ ,]+(?:but )?(?:with )?(?<fresh>[\w' -]{2,40}?)[ .!]*$/i,
  /^(?:no[ ,]+)?(?:(?:i meant?|it'?s|with|make it)[ ,]+)*(?<fresh>[\w' -]{2,40}?)[ ,]+(?:and )?not (?:the |with )?(?:the )?(?<old>[\w' -]+?)[ .!]*$/i,
];
const ANOTHER =
  /^(?:(?:and|also|oh|ok|please)[ ,]+)*(?:(?:another|one more|a second)(?: one| timer| reminder)?|one(?= (?:for|at|on|in)\b)) (?<rest>.+)$/i;

const PAUSES_IT =
  /^(?:(?:and|oh|ok|please)[ ,]+)*(?:pause|hold|freeze) (?:it|that)(?: please| for now)?[ .!]*$/i;

/**
 * What half a sentence means after what was said before it: "at five", "what about friday", "and some basil", "not basil, parsley".
 *
 * @returns undefined when it goes on with nothing
 */
export function followUp(said: Said, meaning: Meaning): Meaning | undefined {
  const action = onlyAction(meaning);
  if (action?.intent === 'remember') return remembered(said, action);
  return isHalf(wordsOf(said), action) ? goesOn(said, meaning, spokenBefore(said)) : undefined;
}

const wordsOf = ({ words }: Said): string => words.trim().replaceAll('’', "'").replace(/\s+/g, ' ');

const isChangeOf = (action: Action | undefined): boolean =>
  action?.intent === 'update_event' && action.title === undefined && action.when !== undefined;

/** Whether it may go on with something that was said before. */
function isHalf(words: string, action: Action | undefined): boolean {
  const isChange = isChangeOf(action);
  // "add eggs to it" would be a task of that name.
  const isOnto = action?.intent === 'create_task' && !action.list && isOntoThere(words);
  if (action?.intent !== 'out_of_scope' && !isChange && !isOnto) return false;
  if (isAside(words) || SAYS_NOTHING.test(words) || words.length > longestHalf) return false;
  return isChange
    ? CHANGED_TO.test(words)
    : HALVES.some((form) => form.test(words)) || isMoreItems(words) || saysOtherName(words);
}

/** An exchange before: what its words mean alone, and what they meant there. */
interface Spoken {
  alone: Action[];
  meant: Action[];
}

/** The last first. Half a sentence among them goes on with those before it, as it did then. */
function spokenBefore(said: Said): Spoken[] {
  const spoken: Spoken[] = [];
  for (const { said: words, saidAt = said.saidAt } of said.history?.() ?? []) {
    if (!words) {
      spoken.unshift({ alone: [], meant: [] });
      continue;
    }
    const then = { ...said, words, saidAt, history: undefined };
    const meaning = meaningOf(then, words);
    const isPart = isHalf(wordsOf(then), onlyAction(meaning));
    const { actions } = (isPart && goesOn(then, meaning, spoken)) || meaning;
    spoken.unshift({ alone: meaning.actions, meant: withChange(then, actions, lastOf(spoken)) });
  }
  return spoken;
}

const CHANGES = new Set<Intent>(['update_event', 'update_task', 'update_reminder']);

/** What was just made and then changed is what it is since. */
function withChange(said: Said, actions: Action[], last: Action | undefined): Action[] {
  const [change, ...others] = actions;
  const isOfIt =
    change &&
    others.length === 0 &&
    CHANGES.has(change.intent) &&
    (change.title === undefined || change.title === last?.title) &&
    (change.when ?? change.newTitle) !== undefined &&
    (change.number ?? change.places ?? change.part ?? change.recurrence) === undefined;
  return isOfIt && last && MADE.has(last.intent) ? [madeAnew(said, last, change)] : actions;
}

const lastOf = (spoken: Spoken[]): Action | undefined =>
  spoken.find(({ meant }) => isMatter(meant))?.meant.at(-1);

function goesOn(said: Said, meaning: Meaning, spoken: Spoken[]): Meaning | undefined {
  const words = wordsOf(said);
  const before = spoken.map(({ meant }) => meant).filter(isMatter);
  const last = before[0]?.at(-1);
  if (!last || (BARE_NUMBER.test(words) && !isTimed(spoken[0]?.alone))) return undefined;
  if (isChangeOf(onlyAction(meaning))) return habit(said, words, last);
  const found =
    whenAlone(said, words, last) ??
    sameFor(said, words, last) ??
    whatAbout(said, words, last) ??
    replacement(words, before.flat()) ??
    moreItems(said, words, last) ??
    ofTimerOrReminder(said, words, last) ??
    otherName(
      said,
      words,
      spoken.map(({ meant }) => meant),
    );
  const own = ({ when, newTitle }: Action): boolean => when !== undefined || newTitle !== undefined;
  return found && asMeaning(found.map((each) => (own(each) ? each : { ...each, words: said.words })));
}

/** "you too", "and that's all", "not that one": nothing to add, and nothing to put in the place of something. */
const SAYS_NOTHING =
  /^(?:and |also |no,? )*(?:(?:(?:love |miss )?(?:you|me|us|him|her|them)|(?:for|with) (?:you|me|us)) (?:too|as well)|that'?s\b.*|(?:then|so|not (?:that|this|it|the))\b[^,]*)[ .!]*$/i;
/** In characters. */
const longestHalf = 100;
const HALVES = [WHEN_ONLY, ...SAME_FOR, WHAT_ABOUT, ...NOT_THAT, ANOTHER, PAUSES_IT];

/** "5": the time of what was just said with one, and of nothing else. */
const BARE_NUMBER = new RegExp(`^${NUMBER}[ .!]*$`, 'i');
const isTimed = (actions: Action[] = []): boolean =>
  isMatter(actions) && /^(?:hour|minute)$/.test(actions.at(-1)?.when?.grain ?? '');

/** Thanks, and what was not understood, are passed over. */
const isMatter = (actions: Action[]): boolean => actions.some(({ intent }) => !BESIDE.has(intent));
const BESIDE = new Set<Intent>(['out_of_scope', 'greeting', 'thanks', 'confirm', 'help']);

function whatAbout(said: Said, words: string, last: Action): Found {
  const what = WHAT_ABOUT.exec(words)?.groups?.what;
  if (!what) return undefined;
  if (!WHEN_ONLY.test(what)) {
    const isOfOne = last.intent === 'list_events' && last.title !== undefined;
    return isOfOne ? [{ ...last, title: what.replace(/^(?:the|my|our) /i, '') }] : undefined;
  }
  if (QUERIES.has(last.intent)) return withWhen(said, what, last);
  return whenAlone(said, what, last);
}

const changeOf = (intent: Intent): Intent =>
  intent === 'create_task'
    ? 'update_task'
    : intent === 'create_reminder'
      ? 'update_reminder'
      : 'update_event';

function replacement(words: string, before: Action[]): Found {
  const isOfList = /_tasks?$/.test(before[0]?.intent ?? '');
  for (const form of NOT_THAT) {
    const { old, fresh } = form.exec(words)?.groups ?? {};
    if (!old || !fresh) continue;
    const isOld = new RegExp(`(?<![\\w'-])${old}(?![\\w'-])`, 'i');

    const named = before.find(
      ({ intent, title }) => MADE.has(intent) && title !== undefined && isOld.test(title),
    );
    // What was added by half a sentence goes by its name.
    if (!named?.title && isOfList)
      return [{ intent: 'update_task', confidence: 1, words, title: old, newTitle: fresh }];
    if (!named?.title) continue;
    const { title, intent, list } = named;
    const newTitle = title.replace(isOld, fresh);
    return [{ intent: changeOf(intent), confidence: 1, words, title, newTitle, ...(list && { list }) }];
  }
  return undefined;
}

const HABITS: Partial<Record<NonNullable<Action['preference']>, string>> = {
  agenda: 'set my agenda at',
  morning: 'my morning is',
};

/** "quarter past seven is better", right after such a habit was chosen. */
function habit(said: Said, words: string, last: Action): Meaning | undefined {
  const chosen = last.intent === 'set_preference' && last.preference && HABITS[last.preference];
  const when = chosen && CHANGED_TO.exec(words)?.groups?.when;
  if (!when) return undefined;
  const meant = meaningOf(said, `${chosen} ${when}`);
  return onlyAction(meant)?.preference === last.preference ? meant : undefined;
}

/** "another for ten minutes" or "pause it" after a timer, "also one for tomorrow morning to call the school" after a reminder. */
function ofTimerOrReminder(said: Said, words: string, last: Action): Found {
  const isOfTimer = /_timers?$/.test(last.intent);
  if (isOfTimer && PAUSES_IT.test(words)) return [{ intent: 'update_timer', confidence: 1, words }];
  const rest = ANOTHER.exec(words)?.groups?.rest;
  if (!rest) return undefined;
  const [command, intent] = isOfTimer
    ? ([`set a timer ${rest}`, 'create_timer'] as const)
    : last.intent === 'create_reminder'
      ? ([`remind me ${rest.replace(/^for /i, '')}`, 'create_reminder'] as const)
      : [];
  const { actions } = command ? meaningOf(said, command) : { actions: [] };
  const areAll = actions.length > 0 && actions.every((each) => each.intent === intent);
  if (!areAll || intent !== 'create_reminder') return areAll ? actions : undefined;
  const timed = actions.map((each) => ({ ...each, title: each.title ?? last.title }));
  return timed.every(({ when }) => when !== undefined) ? timed : undefined;
}
