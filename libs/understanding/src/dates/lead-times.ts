import { DateTime } from 'luxon';

import { type Duration, duration, minutesOf } from './duration.ts';
import { normalise } from './normalise.ts';
import { Reader } from './reader.ts';
import type { Span } from './span.ts';

/** Lengths of months differ; a lead time of months is counted from here, as 30 or 31 days. */
const ANY_MOMENT = DateTime.fromISO('2026-01-01', { zone: 'UTC' }) as DateTime<true>;

/** Without one of these there is none, which most sentences are. */
const SAYS_BEFORE = /\b(?:before|beforehand|prior|earlier|ahead|advance)\b/i;

/**
 * How long before an event to be reminded, in minutes, with the words that say it: "10 minutes before", "a day and an
 * hour before" (two reminders), "30 min ahead".
 */
export function findLeadTimes(text: string): { minutes: number[]; spans: Span[] } | undefined {
  if (!SAYS_BEFORE.test(text)) return undefined;
  const reader = new Reader(normalise(text), ANY_MOMENT);
  const minutes: number[] = [];
  const spans: Span[] = [];
  while (!reader.isAtEnd) {
    const { token } = reader;
    const found = reader.attempt(leadTimes);
    const last = reader.ahead(-1);
    if (found && token && last) {
      minutes.push(...found.map((one) => minutesOf(one, ANY_MOMENT)));
      spans.push({ start: token.start, end: last.end });
    } else {
      reader.at++;
    }
  }
  return minutes.length > 0 ? { minutes: [...new Set(minutes)], spans } : undefined;
}

function leadTimes(reader: Reader): Duration[] | undefined {
  const leads: Duration[] = [];
  for (let next = reader.attempt(lead); next; next = reader.attempt(lead)) {
    leads.push(next);
    reader.eat(',');
    reader.eat('and');
  }
  const isBefore = reader.eat('before beforehand prior earlier ahead') ?? reader.eatAll('in advance');
  return isBefore && leads.length > 0 ? leads : undefined;
}

/** "an hour and 10 minutes" is one time, "a day and an hour" are two. */
function lead(reader: Reader): Duration | undefined {
  const first = reader.attempt((rest) => duration(rest, 1));
  if (!first?.amount.hours) return first;
  const minutes = reader.attempt((rest) => {
    rest.eat('and');
    const second = duration(rest, 1);
    return second?.amount.minutes ? second : undefined;
  });
  return minutes ? { amount: { ...first.amount, ...minutes.amount }, timed: true } : first;
}
