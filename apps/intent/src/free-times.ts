import { DateTime, Interval } from 'luxon';

/** When people meet. */
const [firstHour, lastHour] = [9, 18];
/** A meeting begins at a full or half hour. */
const stepMinutes = 30;
const mostTimes = 5;

/**
 * Free times of at least `minutes`, soonest first; those on weekdays before those at weekends. Of whole days, only the time between 9:00 and
 * 18:00 counts.
 *
 * @param busy in any order
 * @param isOfHours the hours of the period were named, as in "tomorrow evening": they count as they are if it is no longer than a day
 */
export function freeTimes(
  period: Interval<true>,
  busy: Interval[],
  minutes: number,
  isOfHours = false,
): Interval<true>[] {
  const free: Interval<true>[] = [];
  if (isOfHours && period.length('hours') <= 24) return slotsOf(period, busy, minutes).slice(0, mostTimes);
  for (let day = period.start.startOf('day'); day < period.end; day = day.plus({ days: 1 })) {
    const hours = Interval.fromDateTimes(day.set({ hour: firstHour }), day.set({ hour: lastHour }));
    const open = hours.intersection(period);
    if (open) free.push(...slotsOf(open, busy, minutes));
  }
  const isWeekend = ({ start }: Interval<true>): boolean => start.weekday > 5;
  return [...free.filter((one) => !isWeekend(one)), ...free.filter(isWeekend)].slice(0, mostTimes);
}

function slotsOf(open: Interval, busy: Interval[], minutes: number): Interval<true>[] {
  return open.difference(...busy).flatMap((gap) => {
    if (!gap.isValid) return [];
    const from = roundedUp(gap.start);
    const rest = from < gap.end ? Interval.fromDateTimes(from, gap.end) : undefined;
    return rest?.isValid && rest.length('minutes') >= minutes ? [rest] : [];
  });
}

function roundedUp(at: DateTime<true>): DateTime<true> {
  const over = at.minute % stepMinutes;
  const isEven = over === 0 && at.second === 0 && at.millisecond === 0;
  return isEven ? at : at.startOf('minute').plus({ minutes: stepMinutes - over });
}
