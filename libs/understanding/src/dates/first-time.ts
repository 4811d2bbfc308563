import type { Recurrence, When } from '../meaning.ts';
import type { Duration } from './duration.ts';
import type { Recurring } from './recurring.ts';
import { nextOccurrences } from './recurrence.ts';
import { periodOf, type Period, whenFrom } from './resolve.ts';
import { movedByDays, recurrenceOf, type Rule } from './rule.ts';
import { withinHours } from './within-hours.ts';
import type { DateTime } from 'luxon';

type Local = DateTime<true>;

/** When no time is said, today counts as still to come until this hour, at which things without a time are due. */
const USUAL_HOUR = 9;

const ELAPSED: Partial<Record<Rule['freq'], string>> = {
  SECONDLY: 'seconds',
  MINUTELY: 'minutes',
  HOURLY: 'hours',
};

/**
 * The rule, and the first time it gives from now or from the start that was said.
 *
 * @returns undefined when no rule says what was said
 */
export function recurrenceAndFirst(
  said: Recurring,
  now: Local,
): { when: When; recurrence: Recurrence } | undefined {
  const { starting, lasting, time } = said;
  const day = starting && starting.from > now ? starting.from : now.startOf('day');
  const onDay = time ? timeOnDay(said, day, now) : undefined;
  const ruled = placedRule(said.rule, day, onDay);
  if (!ruled) return undefined;
  const isElapsed = ELAPSED[ruled.freq] !== undefined;
  const anchored = withDayOfStart(ruled, day);

  const start = onDay?.start ?? (isElapsed ? elapsedStart(ruled, now) : day);
  const after =
    time || isElapsed
      ? now
      : now.hour < USUAL_HOUR
        ? now.startOf('day').minus({ seconds: 1 })
        : now.endOf('day');
  const { rule } = recurrenceOf({
    ...anchored,
    count: undefined,
    until: undefined,
    ...(isByDay(ruled) && { interval: 1 }),
  });
  const from = start > after ? start.minus({ seconds: 1 }) : after;
  const next = firstOf(rule, start, from);
  const first = now.plus({ milliseconds: next - now.toMillis() });

  const length = ruled.byHour ? undefined : onDay?.end?.diff(onDay.start);
  const until = anchored.until ?? (lasting && endOf(lasting, first, now));
  return {
    when: whenFrom({
      start: first,
      ...(length && { end: first.plus(length) }),
      grain: onDay?.grain ?? (isElapsed ? 'minute' : 'day'),
    }),
    recurrence: recurrenceOf({ ...anchored, ...(until && { until }) }),
  };
}

/** Whole days from the first one; "every hour for 3 hours" ends three hours from now. */
function endOf({ amount, timed }: Duration, first: Local, now: Local): Local {
  return timed ? now.plus(amount).plus({ seconds: 1 }) : first.startOf('day').plus(amount);
}

/** The rule with its times in the person's day: of hours from and to, or on the day before or after in another zone. */
function placedRule(rule: Rule, day: Local, onDay: Period | undefined): Rule | undefined {
  if (ELAPSED[rule.freq]) {
    if (onDay?.end) return withinHours(rule, onDay.start, onDay.end);
    return rule.byDay ? undefined : rule;
  }
  const days = onDay ? onDay.start.startOf('day').diff(day, 'days').days : 0;
  return movedByDays(rule, Math.round(days));
}

/** Times of a message's rules, as its pieces are read more than once and working a rule out is slow. */
const remembered = new Map<string, number>();
const REMEMBERED = 64;

/** @returns the rule's first time after `from`, in milliseconds; the start when it has none */
function firstOf(rule: string, start: Local, from: Local): number {
  const key = `${rule} ${start.toMillis()} ${start.zoneName} ${from.toMillis()}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const [next = start.toJSDate()] = nextOccurrences(rule, start.toISO(), start.zoneName, from.toJSDate(), 1);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, next.getTime());
  return next.getTime();
}

function timeOnDay({ time, timeTo }: Recurring, day: Local, now: Local): Period {
  const days = { from: day, to: day.plus({ days: 1 }), grain: 'day' as const };
  // The time is that of any day: it must not become the half of today that is still to come.
  const calm = day.hasSame(now, 'day') ? now.startOf('day') : now;
  return periodOf({ from: { ...time, days }, ...(timeTo && { to: timeTo }) }, calm);
}

function elapsedStart({ freq, interval = 1 }: Rule, now: Local): Local {
  return now.plus({ [ELAPSED[freq] ?? 'minutes']: interval });
}

/** "every month" counts from today; on the 31st that is the last day of the shorter months. */
function withDayOfStart(rule: Rule, day: Local): Rule {
  if (isByDay(rule)) return rule;
  if (rule.freq === 'MONTHLY' && day.day > 28) return { ...rule, monthDay: day.day };
  if (rule.freq === 'YEARLY' && day.day === 29 && day.month === 2) return { ...rule, month: 2, monthDay: 29 };
  return rule;
}

function isByDay({ byDay, monthDay, month }: Rule): boolean {
  return (byDay ?? monthDay ?? month) !== undefined;
}
