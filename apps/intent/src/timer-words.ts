import { DateTime, Duration } from 'luxon';

import { replies } from '#replies';

import { type Clock, timeWords } from './time-words.ts';

/** "9 minutes", "1 hour, 30 minutes" */
export const lengthWords = (until: Date, from: Date): string =>
  Duration.fromMillis(Math.max(1, Math.round((until.getTime() - from.getTime()) / 1_000)) * 1_000)
    .rescale()
    .reconfigure({ locale: replies.locale() })
    .toHuman({ listStyle: 'long' });

export const leftWords = ({ dueAt }: { dueAt: Date }, { now }: { now: Date }): string =>
  lengthWords(dueAt, now);

/** When a timer ends: the time of day to the second where that matters, "at 5:09:30 PM". */
export function endWords(dueAt: Date, { now, timezone, certain }: Clock): string {
  const end = DateTime.fromJSDate(dueAt, { zone: timezone });
  const base = DateTime.fromJSDate(now, { zone: timezone });
  const isSoon = end.diff(base, 'minutes').minutes < 60 && end.hasSame(base, 'day');
  return isSoon ? replies.clockToTheSecond(end) : timeWords(end, base, certain);
}
