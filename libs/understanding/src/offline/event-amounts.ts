import { DateTime } from 'luxon';

import { duration, minutesOf } from '../dates/duration.ts';
import { normalise } from '../dates/normalise.ts';
import { Reader } from '../dates/reader.ts';
import type { Slots } from './found.ts';

/** Months are counted from here. */
const ANY_MOMENT = DateTime.fromISO('2026-01-01', { zone: 'UTC' }) as DateTime<true>;

const LENGTHENS = /^(?:extend|lengthen|prolong)\b|\blonger\b/i;
const SHORTENS = /^(?:shorten|cut|trim)\b|\bshorter\b/i;
const LATER = /^(?:postpone|delay|defer|put off|bump)\b|\blater\b|\bback\b/i;
/** "push dinner by half an hour", "move it by an hour", "push it 20 minutes" */
const PUSHED = new RegExp(
  `^(?:(?:push|move|shift|slide|set)\\b.* by|(?:push|shift)\\b(?!.* (?:to|until|till) ).*?) (?:(?:about|around|another|roughly|just) )*(?=\\S+(?: (?:an?|and|half|quarter|quarters|of|\\w+)){0,5}[ -](?:minutes?|mins?|hours?|hrs?|days?|weeks?)(?: and (?:a half|\\w+ minutes))?$)`,
  'i',
);
const EARLIER = /\b(?:earlier|sooner|forward)\b|^(?:move|bring|push) .*\bup\b/i;
const LASTS = /^(?:make|set|keep)\b/i;
/** "move it to an hour before the party", "remind me 10 minutes earlier" */
const RELATIVE = /\b(?:before|after|remind\w*)\b/i;

/** By how much an event begins later or lasts longer, or how long it is to last, where a command to change one says so. */
export function amountsOf(command: string): Slots {
  if (RELATIVE.test(command)) return {};
  const minutes = lengthIn(command);
  if (minutes === undefined) return {};
  if (LENGTHENS.test(command)) return { longerBy: minutes };
  if (SHORTENS.test(command)) return { longerBy: -minutes };
  if (EARLIER.test(command)) return { laterBy: -minutes };
  if (LATER.test(command) || PUSHED.test(command)) return { laterBy: minutes };
  return LASTS.test(command) ? { length: minutes } : {};
}

/** The first length of time in a text, in minutes: 90 in "find me an hour and a half". */
export function lengthIn(text: string): number | undefined {
  const reader = new Reader(normalise(text), ANY_MOMENT);
  while (!reader.isAtEnd) {
    const isIn = reader.ahead(-1)?.word === 'in';
    const found = reader.attempt((rest) => duration(rest));
    // "in two weeks" is a time.
    if (found && !isIn) return minutesOf(found, ANY_MOMENT);
    if (!found) reader.at++;
  }
  return undefined;
}
