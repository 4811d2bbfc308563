import { DateTime } from 'luxon';
import { z } from 'zod';

import type { When } from '../meaning.ts';

const localTime = z.string().regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/);

/** A time as the model gives it: on the person's clock, without an offset that it could get wrong. */
export const localWhenSchema = z.object({
  start: localTime.describe(
    'local wall-clock time YYYY-MM-DDTHH:MM, without zone or offset; YYYY-MM-DD for a day or longer',
  ),
  end: localTime.optional().describe('exclusive end, if one was said; written like start'),
  grain: z
    .enum(['minute', 'hour', 'day', 'week', 'month', 'year'])
    .describe(
      'precision of what was said: "tomorrow" is a day, "at 5pm" an hour, "at 5:20" or "in 20 minutes" a minute',
    ),
});
export type LocalWhen = z.infer<typeof localWhenSchema>;

/** Nobody makes plans outside these years; a model that got lost does. */
const [firstYear, lastYear] = [1970, 2200];

/**
 * Places the model's times on the person's clock. Of an hour that a clock change skips the next one is taken.
 *
 * @returns undefined when it is no time: a date that does not exist, an end before the start
 */
export function resolveWhen({ start, end, grain: said }: LocalWhen, timezone: string): When | undefined {
  const grain = !start.includes('T') && (said === 'minute' || said === 'hour') ? 'day' : said;
  const from = momentOf(start, grain, timezone);
  if (!from) return undefined;
  if (end === undefined) return { start: iso(from), grain };
  const until = momentOf(end, grain, timezone);
  return until && until > from ? { start: iso(from), end: iso(until), grain } : undefined;
}

function momentOf(local: string, grain: When['grain'], zone: string): DateTime<true> | undefined {
  const moment = DateTime.fromISO(local, { zone });
  if (!moment.isValid || moment.year < firstYear || moment.year > lastYear) return undefined;
  return grain === 'minute' || grain === 'hour' ? moment : moment.startOf(grain);
}

const iso = (moment: DateTime<true>): string => moment.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
