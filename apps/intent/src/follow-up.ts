import { DateTime } from 'luxon';

import { type Action, forAnother, type Intent, type Meaning, type When } from '#understanding';

import { isAside } from './asides.ts';
import { timesOfSameDay } from './moved-times.ts';
import { remembered } from './remembered.ts';
import { asMeaning, onlyAction, type Said } from './said.ts';
import { meaningOf, meaningsBefore } from './spoken-before.ts';

const NUMBER =
  '(?:\\d{1,2}(?:st|nd|rd|th)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty)';
const WHEN_WORD = `(?:${NUMBER}|\\d{1,2}[:.]\\d\\d|\\d{1,2}[ap]m|am|pm|[ap]\\.m\\.?|o'?clock|half|quarter|past|to|noon|midday|midnight|today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|first|second|third|the|an?|at|on|in|of|next|this|week|weekend|day|after|morning|afternoon|evening|night|minutes?|hours?|days?|weeks?)`;
const LEAD =
  "(?:(?:no|nope|and|also|or|oh|ok|okay|then|maybe|actually|rather|better|sorry|wait|let's say|say|i mean|i meant)[ ,]+)*";
/** "at five", "no, on tuesday": a time and nothing else. */
const WHEN_ONLY = new RegExp(
  `^${LEAD}(?<when>${WHEN_WORD}(?:[ ,]+${WHEN_WORD})*)(?<too> (?:too|as well|also))?(?: (?:instead|please|then|rather))*[ .!?]*$`,
  'i',
);
const CHANGED_TO = new RegExp(
  `^${LEAD}(?:(?:make|set) (?:it|that) )?(?<when>${WHEN_WORD}(?:[ ,]+${WHEN_WORD})*)(?: (?:is|would be|works|suits me) better)?(?: instead)?[ .!]*$`,
  'i',
);
const STARTS_WITH_AND = /^(?:(?:oh|ok|okay|um)[ ,]+)*(?:and|also)\b/i;
const WHAT_ABOUT = /^(?:(?:and|so|ok|okay|oh)[ ,]+)*(?:what|how) about (?<what>.+?)[ .!?]*$/i;
const AND_ITEM =
  /^(?:(?:oh|um|ok|okay|yes|yeah)[ ,]+)*(?:and|also|plus)(?: also)?[ ,]+(?<item>[\w' -]{2,40}?)(?: too| as well| also| please)*[ .!]*$/i;
const ITEM_TOO = /^(?<item>[\w' -]{2,40}?) (?:too|as well)(?: please)?[ .!]*$/i;
const ONTO_THERE =
  /^(?:(?:and|also|oh|please)[ ,]+)*(?:put|add|stick|throw|write) (?<item>[\w' -]{2,60}?) (?:on|in|onto|to) (?:there|it|that one)(?: (?:too|as well|instead|please))*[ .!]*$/i;
/** "what's left on there" */
const ON_THERE =
  /^(?:(?:so|and|ok)[ ,]+)*(?:what|which|read|show|tell|how many|is there|anything)\b.*\b(?:on|in) (?:there|it)(?: (?:now|still|already))*[ .!?]*$/i;
/** "not basil, parsley" and "parsley, not basil" */
const NOT_THAT = [
  /^(?:no[ ,]+)?not (?:the |with )?(?<old>[\w'-]+)[ ,]+(?:but )?(?:with )?(?<fresh>[\w' -]{2,40}?)[ .!]*$/i,
  /^(?:no[ ,]+)?(?:(?:i meant?|it'?s|with|make it)[ ,]+)*(?<fresh>[\w' -]{2,40}?)[ ,]+(?:and )?not (?:the |with )?(?:the )?(?<old>[\w' -]+?)[ .!]*$/i,
];
const ANOTHER_TIMER =
  /^(?:(?:and|oh|ok|please)[ ,]+)*(?:another|one more|a second)(?: one| timer)?(?<rest> .+)$/i;

/** "same for dad", "and the same again for tomorrow" */
const SAME_FOR = new RegExp(
  `^${LEAD}(?:the )?same(?: again| thing)? for (?<whom>[\\w' -]{2,40}?)(?: (?:too|as well|please))*[ .!]*$`,
  'i',
);
/** "bob on 6 march" */
const SOMEBODY_AT =
  /^(?<person>.+?) (?<when>(?:on|at|today|tonight|tomorrow|next|this|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*)$/i;
const QUERIES = new Set<Intent>(['list_events', 'agenda', 'list_tasks', 'list_reminders', 'find_time']);
const TIMED = new Set<Intent>([
  'create_event',
  'update_event',
  'create_reminder',
  'update_reminder',
  'snooze_reminder',
  'create_task',
  'update_task',
]);
const MADE = new Set<Intent>(['create_event', 'create_reminder', 'create_task']);

/**
 * What half a sentence means after what was said before it: "at five", "what about friday", "and some basil", "not basil, parsley".
 *
 * @returns undefined when it goes on with nothing
 */
export function followUp(said: Said, meaning: Meaning): Meaning | undefined {
  const action = onlyAction(meaning);
  const isChange =
    action?.intent === 'update_event' && action.title === undefined && action.when !== undefined;
  if (action?.intent === 'remember') return remembered(said, action);
  const words = said.words.trim().replaceAll('’', "'").replace(/\s+/g, ' ');
  // "add eggs to it" would be a task of that name.
  const isOnto = action?.intent === 'create_task' && !action.list && ONTO_THERE.test(words);
  if (action?.intent !== 'out_of_scope' && !isChange && !isOnto) return undefined;
  if (isAside(words) || SAYS_NOTHING.test(words)) return undefined;
  if (words.length > longestHalf || !(isChange ? CHANGED_TO.test(words) : isHalf(words))) return undefined;
  const meanings = meaningsBefore(said);
  const before = meanings.filter(isUnderstood);
  const last = before[0]?.at(-1);
  if (!last || (BARE_NUMBER.test(words) && !isTimed(meanings[0]))) return undefined;
  if (isChange) return habit(said, words, last);
  const found =
    whenAlone(said, words, last) ??
    sameFor(said, words, last) ??
    whatAbout(said, words, last) ??
    replacement(words, before.flat()) ??
    onList(said, words, last) ??
    timer(said, words, last);
  return found && asMeaning(found.map((each) => ({ ...each, words: each.when ? each.words : said.words })));
}

/** "you too", "and that's all", "not that one": nothing to add, and nothing to put in the place of something. */
const SAYS_NOTHING =
  /^(?:and |also |no,? )*(?:(?:love |miss )?(?:you|me|us|him|her|them) (?:too|as well)|that'?s\b.*|(?:then|so|not (?:that|this|it|the))\b[^,]*)[ .!]*$/i;
/** In characters. */
const longestHalf = 80;
const isHalf = (words: string): boolean =>
  [
    WHEN_ONLY,
    SAME_FOR,
    WHAT_ABOUT,
    AND_ITEM,
    ITEM_TOO,
    ONTO_THERE,
    ON_THERE,
    ...NOT_THAT,
    ANOTHER_TIMER,
  ].some((form) => form.test(words));

/** "5": the time of what was just said with one, and of nothing else. */
const BARE_NUMBER = new RegExp(`^${NUMBER}[ .!]*$`, 'i');
const isTimed = (actions: Action[] = []): boolean =>
  isUnderstood(actions) && /^(?:hour|minute)$/.test(actions.at(-1)?.when?.grain ?? '');

/** Half sentences in between are passed over. */
const isUnderstood = (actions: Action[]): boolean => actions.some(({ intent }) => intent !== 'out_of_scope');

type Found = Action[] | undefined;

function whenAlone(said: Said, words: string, last: Action): Found {
  const { when, too } = WHEN_ONLY.exec(words)?.groups ?? {};
  if (!when) return undefined;
  const isMore = too !== undefined || STARTS_WITH_AND.test(words);
  if (QUERIES.has(last.intent) && isMore) return withWhen(said, when, last);
  // What repeats would be there twice.
  if (isMore && last.recurrence) return undefined;
  if (isMore && MADE.has(last.intent) && last.title && last.when) {
    const fresh = onSameDay(said, when, last.when) ?? timeIn(said, when, last.when);
    return fresh && [{ ...last, when: besides(said, last.when, fresh) }];
  }
  if (!TIMED.has(last.intent)) return undefined;
  const moved = onlyAction(meaningOf(said, `make it ${when}`));
  return moved?.intent === 'update_event' && moved.when && moved.title === undefined
    ? [{ ...moved, confidence: 1 }]
    : undefined;
}

function sameFor(said: Said, words: string, last: Action): Found {
  const whom = SAME_FOR.exec(words)?.groups?.whom;
  const { title } = last;
  if (!whom || !title || !MADE.has(last.intent)) return undefined;
  if (WHEN_ONLY.test(whom)) return whenAlone(said, `${whom} too`, last);
  const { person = whom, when } = SOMEBODY_AT.exec(whom)?.groups ?? {};
  const others = when && WHEN_ONLY.test(when) ? whenAlone(said, `${when} too`, last) : [last];
  return others?.map((each) => ({ ...each, title: forAnother(title, person) }));
}

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

/** The same question about another time. */
function withWhen(said: Said, words: string, last: Action): Found {
  const when = timeIn(said, words);
  return when && [{ ...last, when }];
}

/** @param before what "the day after" counts from */
function timeIn(said: Said, words: string, before?: When): When | undefined {
  const after = /^the (day|week) after$/i.exec(words)?.[1];
  if (after && before) {
    const at = DateTime.fromISO(before.start, { setZone: true }).plus({ [`${after.toLowerCase()}s`]: 1 });
    return { start: at.toISO({ suppressMilliseconds: true }) ?? before.start, grain: before.grain };
  }
  return onlyAction(meaningOf(said, words))?.when;
}

/** A time of day alone is one of the day that was said before, as long as it is to come there. */
function onSameDay(said: Said, words: string, before: When): When | undefined {
  const { when, timeOnly } = onlyAction(meaningOf(said, `make it ${words}`)) ?? {};
  if (!when || !timeOnly) return undefined;
  const [was, time] = [before, when].map(({ start }) => DateTime.fromISO(start, { zone: said.timezone }));
  if (!was || !time) return undefined;
  const near = before.grain === 'day' ? was.set({ hour: noon }) : was;
  const at = timesOfSameDay(near, time, timeOnly).find((each) => each.toMillis() > said.saidAt.getTime());
  return at && { start: at.toISO({ suppressMilliseconds: true }) ?? when.start, grain: when.grain };
}

const noon = 12;

/** Of what was said before, a day without a time takes the time, and both its length. */
function besides({ timezone }: Said, before: When, fresh: When): When {
  const at = (iso: string): DateTime => DateTime.fromISO(iso, { zone: timezone });
  const isoOf = (one: DateTime): string => one.toISO({ suppressMilliseconds: true }) ?? fresh.start;
  const [was, day] = [at(before.start), at(fresh.start)];
  const takesTime = fresh.grain === 'day' && before.grain !== 'day';
  const start = takesTime ? day.set({ hour: was.hour, minute: was.minute }) : day;
  const end = fresh.end ?? (before.end && isoOf(start.plus(at(before.end).diff(was))));
  return { start: isoOf(start), grain: takesTime ? before.grain : fresh.grain, ...(end && { end }) };
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

function onList(said: Said, words: string, last: Action): Found {
  if (!/_tasks?$/.test(last.intent)) return undefined;
  const { list } = last;
  if (ON_THERE.test(words)) return [{ intent: 'list_tasks', confidence: 1, words, ...(list && { list }) }];
  const item = [ONTO_THERE, AND_ITEM, ITEM_TOO].map((form) => form.exec(words)?.groups?.item).find(Boolean);
  if (!item || (last.intent !== 'create_task' && !ONTO_THERE.test(words))) return undefined;
  const { actions } = meaningOf(said, `add ${item} to my ${list ? `${list} ` : ''}list`);
  return actions.every(({ intent }) => intent === 'create_task') ? actions : undefined;
}

function timer(said: Said, words: string, last: Action): Found {
  const rest = ANOTHER_TIMER.exec(words)?.groups?.rest;
  if (!rest || !last.intent.endsWith('_timer')) return undefined;
  const { actions } = meaningOf(said, `set a timer${rest}`);
  return actions.every(({ intent }) => intent === 'create_timer') ? actions : undefined;
}
