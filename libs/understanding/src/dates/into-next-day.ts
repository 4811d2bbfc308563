import type { ClockTime } from './clock-time.ts';
import type { Phrase } from './phrase.ts';
import type { Span } from './span.ts';

/** Nothing else that somebody plans lasts longer by the clock alone; a voyage names its days. */
const LONGEST_MINUTES = 20 * 60;
/** The next day is meant: it is said, or nobody comes back before it. */
const LASTS_LONG =
  /\b(?:(?:next|following) (?:day|morning)|(?:day|morning) after|overnight|over night|sleep ?-?overs?|stay(?:ing)?|hotel|hostel|air ?b(?:&|n)b|camping|local time|(?:baby|house|dog|cat|pet)[- ]?sit\w*|rental|custody|fast(?:ing)?)\b/i;
/** These go round the clock. */
const ROUND_THE_CLOCK =
  /\b(?:(?:24|twenty[- ]four)[- ]?h(?:ou)?rs?|24[- ]?h|(?:night ?)?shifts?|duty|on[- ]call|stand-?by|race|relay|vigil|watch)\b/i;

/**
 * Where times are said of which the second is so little ahead of the first, or the same, that a slip is likelier than a whole day: "5pm to
 * 3pm".
 *
 * @param text all that was said
 */
export function intoNextDay(text: string, from?: Phrase, to?: Phrase): Span | undefined {
  if (!from?.clock?.half || !to?.clock?.half || (from.days && to.days) || !from.clockSpan || !to.clockSpan)
    return undefined;
  if (from.clock.zone !== to.clock.zone || LASTS_LONG.test(text)) return undefined;
  const [start, end] = [from.clock, to.clock].map(minuteOf) as [number, number];
  if (start === end && ROUND_THE_CLOCK.test(text)) return undefined;
  // "12am to 12am" is the day itself.
  const isSlip = start > 0 && end <= start && end + MINUTES_OF_DAY - start > LONGEST_MINUTES;
  return isSlip ? { start: from.clockSpan.start, end: to.clockSpan.end } : undefined;
}

const MINUTES_OF_DAY = 1_440;
const minuteOf = ({ hour, minute }: ClockTime): number => hour * 60 + minute;
