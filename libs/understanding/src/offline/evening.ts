import { DateTime } from 'luxon';

import type { When } from '../meaning.ts';
import { isTimed } from './is-timed.ts';

/** What takes place in the evening, so that "dinner tomorrow at 7" is not at breakfast. */
const EVENING =
  /\b(?:dinners?|supper|party|parties|drinks|concert|gig|theat(?:re|er)|opera|movies?|film|cinema|\w+ night|restaurant|pizza|takeaway|pub|bar|club)\b/i;
/** In the name too, these are no evening: "breakfast club". */
const BY_DAY = /\b(?:morning|breakfast|brunch|lunch|noon|midday|afternoon)\b/i;
/** The half of the day was said, or the clock is one of 24 hours. */
const HALF_SAID =
  /\d ?[ap]\.?m\b|\b(?:[ap]\.?m\.?|evening|tonight|night|midnight)\b|\b(?:0\d|1[3-9]|2[0-4])[:.]\d\d\b/i;
const earliestHour = 4;

/** Whether what goes by this name takes place in the evening, where nothing else is said. */
export const isInEvening = (name: string): boolean => EVENING.test(name) && !BY_DAY.test(name);

/** The time in the evening where the matter takes place then and no half of the day was said. */
export function inTheEvening(
  when: When | undefined,
  text: string,
  /** Those words of it that say when. */
  timeWords: string,
): When | undefined {
  if (!when || !isTimed(when)) return when;
  if (!isInEvening(text) || HALF_SAID.test(timeWords)) return when;
  const { hour } = DateTime.fromISO(when.start, { setZone: true });
  if (hour < earliestHour || hour >= 12) return when;
  return { ...when, start: later(when.start), ...(when.end && { end: later(when.end) }) };
}

const later = (time: string): string =>
  DateTime.fromISO(time, { setZone: true }).plus({ hours: 12 }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
