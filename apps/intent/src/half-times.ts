import { DateTime } from 'luxon';

import type { Action, Intent, When } from '#understanding';

import { timesOfSameDay } from './moved-times.ts';
import { onlyAction, type Said } from './said.ts';
import { meaningOf } from './spoken-before.ts';

export const NUMBER =
  '(?:\\d{1,2}(?:st|nd|rd|th)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty)';
export const WHEN_WORD = `(?:${NUMBER}|\\d{1,2}[:.]\\d\\d|\\d{1,2}[ap]m|am|pm|[ap]\\.m\\.?|o'?clock|half|quarter|past|to|noon|midday|midnight|today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|first|second|third|the|an?|at|on|in|of|next|this|week|weekend|day|after|morning|afternoon|evening|night|minutes?|hours?|days?|weeks?)`;
export const LEAD =
  "(?:(?:no|nope|and|also|again|or|oh|ok|okay|then|maybe|actually|rather|better|sorry|wait|o+ps|whoops|wrong|let's say|say|i mean|i meant)[ ,]+)*";
/** "at five", "no, on tuesday": a time and nothing else. */
export const WHEN_ONLY = new RegExp(
  `^${LEAD}(?<when>${WHEN_WORD}(?:[ ,]+${WHEN_WORD})*)(?<too> (?:too|as well|also))?(?: (?:instead|please|then|rather))*[ .!?]*$`,
  'i',
);
const STARTS_WITH_AND = /^(?:(?:oh|ok|okay|um)[ ,]+)*(?:and|also)\b/i;
export const QUERIES = new Set<Intent>([
  'list_events',
  'agenda',
  'list_tasks',
  'list_reminders',
  'find_time',
]);
const TIMED = new Set<Intent>([
  'create_event',
  'update_event',
  'create_reminder',
  'update_reminder',
  'snooze_reminder',
  'create_task',
  'update_task',
]);
export const MADE = new Set<Intent>(['create_event', 'create_reminder', 'create_task']);

export type Found = Action[] | undefined;

export function whenAlone(said: Said, words: string, last: Action): Found {
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

/** The same question about another time. */
export function withWhen(said: Said, words: string, last: Action): Found {
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

export const onSameDay = (said: Said, words: string, before: When): When | undefined =>
  timeOfThatDay(said, onlyAction(meaningOf(said, `make it ${words}`)), before);

/** A time of day alone is one of the day that was said before, as long as it is to come there. */
function timeOfThatDay(said: Said, change: Action | undefined, before: When): When | undefined {
  const { when, timeOnly } = change ?? {};
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

/** What was made, as it is after a change that was said of it: "make it nine", "rename it to summer party". */
export function madeAnew(said: Said, last: Action, { when, newTitle, ...change }: Action): Action {
  const title = newTitle ?? last.title;
  if (!when) return { ...last, title };
  const fresh = last.when && (timeOfThatDay(said, { when, ...change }, last.when) ?? when);
  return { ...last, title, when: last.when && fresh ? besides(said, last.when, fresh) : when };
}
