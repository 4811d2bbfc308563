import type { When } from '../../meaning.ts';
import { inTheEvening } from '../evening.ts';
import { isTimed } from '../is-timed.ts';
import type { Sentence } from '../sentence.ts';
import { onDayOf } from '../slots.ts';

/** The words for the time that an event is moved from. */
export function oldTime({ from, from2 }: Partial<Record<string, string>>, isInstead: boolean): string {
  const old = from ?? from2 ?? '';
  // "at eight instead of seven": which half of the day is known of neither, so that the old time would not find the event.
  if (isInstead) return old.replace(TIME_AT_START, '').trim();
  return BARE_TIME.test(old) ? `at ${old}` : old;
}

/** "five", which is a time where one is expected. */
export const BARE_TIME =
  /^(?:at )?(?:\d{1,2}(?:[:.]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:thirty|fifteen|forty five))?(?: ?(?:o'? ?clock|[ap]\.?m\.?))?(?: instead)?$/i;

const TIME_AT_START =
  /^(?:at )?(?:\d{1,2}(?:[:.]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)(?: (?:thirty|fifteen|forty five))?(?: ?(?:o'? ?clock|[ap]\.?m\.?))?(?= |$)/i;
const PART_OF_DAY = /^(?:the |early |late )*(?:morning|afternoon|evening|night)$/i;

/** "half past ten", "noon" */
const CLOCK_WORDS =
  /^(?:at )?(?:(?:(?:an? )?quarter|half|twenty|ten|five|\d{1,2})(?: minutes?)? (?:past|to|after|before) [\w:]+|half [a-z]+|noon|midday|midnight)(?: ?[ap]\.?m\.?)?(?: instead)?$/i;

const CLOCK =
  "(?:\\d{1,2}(?:[:.]\\d\\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midday|midnight)(?: (?:thirty|fifteen))?(?: ?(?:o'? ?clock|[ap]\\.?m\\.?))?";
/** "from 3pm to 5pm" */
const RANGE = new RegExp(
  `^(?:from |between |at )?${CLOCK} ?(?:to|until|till|and|-|–) ?${CLOCK}(?: instead)?$`,
  'i',
);

/** From when to when, and no day. */
const isRangeAlone = (to: string): boolean => RANGE.test(to) && !CLOCK_WORDS.test(to);

/** A time of day and no day, so that the day stays as it is. */
export const isTimeAlone = (to: string): boolean =>
  BARE_TIME.test(to) || CLOCK_WORDS.test(to) || RANGE.test(to);

const MINUTE_ALONE =
  /^(?:at )?(?:an? )?(?<minute>quarter|half|five|ten|twenty(?:[- ]five)?|\d{1,2})(?: minutes?)? (?<side>past|to)(?: (?:the|that) hour)?(?: instead)?$/i;
const MINUTES: Record<string, number> = { quarter: 15, half: 30, five: 5, ten: 10, twenty: 20 };

/** "a quarter past", "ten to": the minute of an hour that is not said. */
export function minuteAlone(to: string): number | undefined {
  const { minute, side } = MINUTE_ALONE.exec(to)?.groups ?? {};
  if (minute === undefined) return undefined;
  const minutes = MINUTES[minute.toLowerCase()] ?? (/^\d/.test(minute) ? Number(minute) : 25);
  if (minutes > 30) return undefined;
  return side?.toLowerCase() === 'to' ? 60 - minutes : minutes;
}

/** "the week after", "the following day": counted from the time that it has. */
const AFTER_IT =
  /^(?:the )?(?:(?<unit>day|week) after|(?:following|next) (?<unit2>day(?!s))|following (?<unit3>week))(?: (?:at (?:the )?)?same time)?(?: instead)?$/i;

/** By how many minutes later than it is. */
export function laterThanIt(to: string): number | undefined {
  const { unit2, unit3, unit = unit2 ?? unit3 } = AFTER_IT.exec(to)?.groups ?? {};
  if (unit === undefined) return undefined;
  return /^day$/i.test(unit) ? 1_440 : 10_080;
}

const APPROXIMATELY = "(?:(?:let's say|say|maybe|perhaps|probably|like|around|about|at)[ ,]+)+";
const IN_PART = new RegExp(
  `^(?<day>.*?)\\b(?:(?:in )?the )?(?<part>morning|afternoon|evening|night)[ ,]+${APPROXIMATELY}(?<time>.+)$`,
  'i',
);
const SAID_LIKELY = new RegExp(
  `^(?<day>.+?)[ ,]+(?:let's say|say|maybe|perhaps|probably)[ ,]+(?:at )?(?<time>.+)$`,
  'i',
);

/** "the afternoon, say three" as "three pm", "friday, maybe at ten" as "friday at ten". */
export function plainTime(to: string): string {
  const { day = '', part, time } = (IN_PART.exec(to) ?? SAID_LIKELY.exec(to))?.groups ?? {};
  if (time === undefined || !(BARE_TIME.test(time) || CLOCK_WORDS.test(time))) return to;
  const isHalfSaid = part === undefined || HALF_SAID.test(time) || /o'? ?clock$/i.test(time);
  const half = part?.toLowerCase() === 'morning' ? 'am' : 'pm';
  const at = isHalfSaid ? time : `${time} ${half}`;
  return day.trim() === '' ? at : `${day.trim().replace(/,$/, '')} at ${at}`;
}

/** Whether `to` says when, in a place where a time is expected. */
export function isTime({ dates }: Sentence, to: string): boolean {
  return (
    BARE_TIME.test(to) ||
    PART_OF_DAY.test(to) ||
    minuteAlone(to) !== undefined ||
    laterThanIt(to) !== undefined ||
    (dates(to).when ?? dates(to).noSuchDate) !== undefined ||
    /\b(?:an?|half an|\w+) (?:hours?|minutes?|days?|weeks?)$/i.test(to)
  );
}

/** The new time of an event whose day, or whose old time, was said. */
export function timeOn(dates: Sentence['dates'], current: When, to: string, what: string): When | undefined {
  const time = `at ${to.replace(/^at | instead$/gi, '')}`;
  const { when } = dates(time);
  if (isTimed(current) && !isRangeAlone(to))
    return when && onDayOf(current, when, !/[ap]\.?m|noon|midday|midnight/i.test(to));
  return inTheEvening(dates(`${current.start.slice(0, 10)} ${time}`).when, what, time);
}

/** The half of the day is known. */
const HALF_SAID = /[ap]\.?m\b|noon|midday|midnight|^(?:at )?(?:0\d|1[3-9]|2[0-4])[:.]\d\d/i;

/** Of the new time of an event whose day stays. */
export const timeOnly = (to: string): 'exact' | 'either_half' =>
  HALF_SAID.test(to) ? 'exact' : 'either_half';
