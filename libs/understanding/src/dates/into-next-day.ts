import type { ClockTime } from './clock-time.ts';
import type { Phrase } from './phrase.ts';
import type { Span } from './span.ts';

/** Nothing that somebody plans lasts longer by the clock alone; a stay or a voyage names its days. */
const LONGEST_MINUTES = 20 * 60;

/** Where times are said of which the second is so little ahead of the first, or the same, that a slip is likelier than a whole day: "5pm to 3pm". */
export function intoNextDay(from?: Phrase, to?: Phrase): Span | undefined {
  if (!from?.clock?.half || !to?.clock?.half || (from.days && to.days) || !from.clockSpan || !to.clockSpan)
    return undefined;
  if (from.clock.zone !== to.clock.zone) return undefined;
  const [start, end] = [from.clock, to.clock].map(minuteOf) as [number, number];
  // "12am to 12am" is the day itself.
  const isSlip = start > 0 && end <= start && end + MINUTES_OF_DAY - start > LONGEST_MINUTES;
  return isSlip ? { start: from.clockSpan.start, end: to.clockSpan.end } : undefined;
}

const MINUTES_OF_DAY = 1_440;
const minuteOf = ({ hour, minute }: ClockTime): number => hour * 60 + minute;
