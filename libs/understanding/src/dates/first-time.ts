import type { Recurrence, When } from '../meaning.ts';
import type { Recurring } from './recurring.ts';
import { nextOccurrences } from './recurrence.ts';
import { periodOf, type Period, whenFrom } from './resolve.ts';
import { recurrenceOf, type Rule } from './rule.ts';
import type { DateTime } from 'luxon';

type Local = DateTime<true>;

/** When no time is said, today counts as still to come until this hour, at which things without a time are due. */
const USUAL_HOUR = 9;

/** The rule, and the first time it gives from now or from the start that was said. */
export function recurrenceAndFirst(said: Recurring, now: Local): { when: When; recurrence: Recurrence } {
  const { starting, lasting, time } = said;
  const day = starting && starting.from > now ? starting.from : now.startOf('day');
  const isElapsed = said.rule.freq === 'HOURLY' || said.rule.freq === 'MINUTELY';
  const onDay = time ? timeOnDay(said, day, now) : undefined;
  const anchored = withDayOfStart(said.rule, day);

  const start = onDay?.start ?? (isElapsed ? elapsedStart(said.rule, now) : day);
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
    ...(isByDay(said.rule) && { interval: 1 }),
  });
  const from = start > after ? start.minus({ seconds: 1 }) : after;
  const next = firstOf(rule, start, from);
  const first = now.plus({ milliseconds: next - now.toMillis() });

  const length = onDay?.end?.diff(onDay.start);
  const until = anchored.until ?? (lasting && first.startOf('day').plus(lasting.amount));
  return {
    when: whenFrom({
      start: first,
      ...(length && { end: first.plus(length) }),
      grain: onDay?.grain ?? (isElapsed ? 'minute' : 'day'),
    }),
    recurrence: recurrenceOf({ ...anchored, ...(until && { until }) }),
  };
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
  return now.plus({ [freq === 'HOURLY' ? 'hours' : 'minutes']: interval });
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
