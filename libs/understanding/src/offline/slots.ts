import { DateTime } from 'luxon';

import { type FoundTime, findWhen, type Usage } from '../dates/find-when.ts';
import { findLeadTimes } from '../dates/lead-times.ts';
import type { Span } from '../dates/span.ts';
import type { LeadDay, NoSuchDate, Recurrence, When } from '../meaning.ts';
import { without } from './title.ts';

/** What a piece of text says about time, and what it says besides. */
export interface Dates {
  when?: When;
  recurrence?: Recurrence;
  noSuchDate?: NoSuchDate;
  /** Further times of the same thing. */
  others?: FoundTime[];
  /** The words of times of which only one is meant: "friday or saturday". */
  choice?: string;
  leadTimes?: number[];
  leadDays?: LeadDay[];
  /** The whole of `when` is over. */
  isOver?: boolean;
  /** Where it says so, in order. */
  spans: Span[];
  /** The text without these words. */
  rest: string;
}

/** Texts remembered by one reader. A message yields far fewer unless it is garbage. */
const REMEMBERED = 64;

/** Reads dates as of `now`; the same text is read once. */
export function datesReader(now: DateTime<true>, usage: Usage): (text: string) => Dates {
  const read = new Map<string, Dates>();
  return (text) => {
    const known = read.get(text);
    if (known) return known;
    const dates = datesOf(text, now, usage);
    if (read.size < REMEMBERED) read.set(text, dates);
    return dates;
  };
}

function datesOf(text: string, now: DateTime<true>, usage: Usage): Dates {
  const before = findLeadTimes(text, usage);
  const whole = before ? findWhen(text, now, usage) : undefined;
  // "two days before christmas" is a date, "two days before the party on friday" a lead time.
  const lead = before && whole?.spans.some((span) => covers(span, before.spans)) ? undefined : before;
  const found = lead
    ? findWhen(blanked(text, lead.spans), now, usage)
    : (whole ?? findWhen(text, now, usage));
  const spans = merged([...(lead?.spans ?? []), ...(found?.spans ?? [])]);
  return {
    ...(found?.when && { when: found.when, isOver: isOver(found.when, now) }),
    ...(found?.noSuchDate && { noSuchDate: found.noSuchDate }),
    ...(found?.recurrence && { recurrence: found.recurrence }),
    ...(found?.choice && { choice: found.choice }),
    ...(found?.others && { others: found.others }),
    ...(lead && lead.minutes.length > 0 && { leadTimes: lead.minutes }),
    ...(lead && lead.days.length > 0 && { leadDays: lead.days }),
    spans,
    rest: without(spans, text),
  };
}

function isOver({ start, end, grain }: When, now: DateTime<true>): boolean {
  if (end) return Date.parse(end) <= now.toMillis();
  if (Date.parse(start) > now.toMillis()) return false;
  return DateTime.fromISO(start, { zone: now.zone }).endOf(grain) < now;
}

function covers({ start, end }: Span, spans: Span[]): boolean {
  return spans.every((span) => start <= span.start && end > span.end);
}

/** The text with the spans blanked, so that positions stay as they are. */
function blanked(text: string, spans: Span[]): string {
  return spans.reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    text,
  );
}

/** Ordered; those that overlap become one. */
function merged(spans: Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}

/**
 * The same time of day on the day of `day`: the 4 of "shift tomorrow's 3 o'clock to 4".
 *
 * @param eitherHalf a.m. or p.m. was not said, so the one nearer to `day` is meant
 */
export function onDayOf(day: When, { start, grain }: When, eitherHalf: boolean): When {
  const from = DateTime.fromISO(day.start, { setZone: true });
  const { hour, minute } = DateTime.fromISO(start, { setZone: true });
  const hours = eitherHalf ? [hour, (hour + 12) % 24] : [hour];
  const distance = (moment: DateTime): number => Math.abs(moment.diff(from).toMillis());
  const [nearest = from] = hours
    .map((each) => from.set({ hour: each, minute, second: 0 }))
    .toSorted((one, other) => distance(one) - distance(other));
  return { start: nearest.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ"), grain };
}

/** "today's calendar" as a date and a thing; the reader leaves "friday's notes" alone. */
export function withoutPossessives(text: string): string {
  return text.replaceAll(
    /\b(today|tomorrow|tonight|(?:this|next) (?:week|weekend|month|morning|afternoon|evening)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)'s (?=\w)/gi,
    '$1 ',
  );
}
