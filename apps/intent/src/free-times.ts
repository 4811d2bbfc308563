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
 * @param isOfHours the hours of the period were named, as in "tomorrow evening"
 */
export function freeTimes(
  period: Interval<true>,
  busy: Interval[],
  minutes: number,
  isOfHours = false,
): Interval<true>[] {
  const free: Interval<true>[] = [];
  for (let day = period.start.startOf('day'); day < period.end; day = day.plus({ days: 1 })) {
    const hours = isOfHours
      ? Interval.after(day, { days: 1 })
      : Interval.fromDateTimes(day.set({ hour: firstHour }), day.set({ hour: lastHour }));
    const open = hours.intersection(period);
    if (!open) continue;
    for (const gap of open.difference(...busy)) {
      if (!gap.isValid) continue;
      const from = roundedUp(gap.start);
      const rest = from < gap.end ? Interval.fromDateTimes(from, gap.end) : undefined;
      if (rest?.isValid && rest.length('minutes') >= minutes) free.push(rest);
    }
  }
  const isWeekend = ({ start }: Interval<true>): boolean => start.weekday > 5;
  return [...free.filter((one) => !isWeekend(one)), ...free.filter(isWeekend)].slice(0, mostTimes);
}

function roundedUp(at: DateTime<true>): DateTime<true> {
  const over = at.minute % stepMinutes;
  const isEven = over === 0 && at.second === 0 && at.millisecond === 0;
  return isEven ? at : at.startOf('minute').plus({ minutes: stepMinutes - over });
}
