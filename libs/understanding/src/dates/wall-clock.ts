import type { ParsedComponents, ParsedResult } from 'chrono-node';
import type { DateTime } from 'luxon';

import { namesPartOfDay } from './clock-time.ts';
import type { When } from '../meaning.ts';
import { firstAfter, nextOccurrence } from './next-occurrence.ts';

type Local = DateTime<true>;

/** "next week" as a whole, where chrono would name the one day seven days from now. */
const PERIOD = /^(this|next|last|past) (week|month|year)$/;

/**
 * Places what chrono read on the person's clock. chrono gives year, month, day and hour; which instant that is, and
 * whether "friday" or "at 5" is still to come, is decided in the person's zone, so that clock changes count.
 */
export function whenOf(found: ParsedResult, now: Local): When {
  const [, which, unit] = PERIOD.exec(found.text.toLowerCase()) ?? [];
  if (unit === 'week' || unit === 'month' || unit === 'year') {
    const offset = which === 'this' ? 0 : which === 'next' ? 1 : -1;
    return { start: iso(now.plus({ [unit]: offset }).startOf(unit)), grain: unit };
  }

  const grain = grainOf(found);
  const start = startOf(found, grain, now);
  if (!found.end) return { start: iso(start), grain };
  return { start: iso(start), end: iso(firstAfter(start, found.end, found.text, grain)), grain };
}

function grainOf({ text, start }: ParsedResult): When['grain'] {
  if (isCounted(start)) return 'minute';
  if (start.isCertain('hour')) return start.get('minute') || /\d[:.]\d\d/.test(text) ? 'minute' : 'hour';
  if (namesPartOfDay(text)) return 'hour';
  if (start.isCertain('day') || start.isCertain('weekday')) return 'day';
  // "in 2 months" is the same day two months on, "october 2027" the month.
  if (start.tags().has('result/relativeDate')) return 'day';
  return start.isCertain('month') ? 'month' : 'year';
}

function startOf({ text, start, refDate }: ParsedResult, grain: When['grain'], now: Local): Local {
  if (isCounted(start)) return now.plus({ milliseconds: start.date().getTime() - refDate.getTime() });
  // "5pm EST"
  if (start.isCertain('timezoneOffset')) {
    return now.plus({ milliseconds: start.date().getTime() - now.toMillis() });
  }
  return nextOccurrence(start, text, grain, now);
}

/** "in 20 minutes", "now": counted from this instant, so no clock change can shift it. */
function isCounted(components: ParsedComponents): boolean {
  const tags = components.tags();
  return tags.has('result/relativeDateAndTime') || tags.has('casualReference/now');
}

function iso(moment: Local): string {
  return moment.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}
