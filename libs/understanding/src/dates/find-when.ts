import type { DateTime } from 'luxon';

import { withDates } from './calendar-tokens.ts';
import { type DatePhrase, datePhrases } from './date-phrases.ts';
import { recurrenceAndFirst } from './first-time.ts';
import { intoNextDay } from './into-next-day.ts';
import { mainPhrase } from './main-phrase.ts';
import type { NoSuchDate, Recurrence, UnderstandRequest, When } from '../meaning.ts';
import { normalise } from './normalise.ts';
import { itemsOf, phraseLists } from './phrase-list.ts';
import { Reader } from './reader.ts';
import { whenOf } from './resolve.ts';
import type { Span } from './span.ts';

export type { Span } from './span.ts';

/** One of several times of the same thing. */
export interface FoundTime {
  when: When;
  recurrence?: Recurrence;
}

export interface FoundWhen {
  /** Missing only when the date that was said does not exist. */
  when?: When;
  /** The words that said it, in order: two pieces in "tomorrow call mom at 5pm". */
  spans: Span[];
  recurrence?: Recurrence;
  noSuchDate?: NoSuchDate;
  /** Further times of the same thing: "tuesday [and thursday]". */
  others?: FoundTime[];
  /** The words of times of which only one is meant: "friday or saturday". */
  choice?: string;
}

/** What a person is used to; the fields are those of `UnderstandRequest`. */
export type Usage = Pick<UnderstandRequest, 'dayFirst' | 'morning' | 'weekStart'>;

/** A date is near one of the ends of a message; what is longer is a text that somebody passed on. */
const LONGEST_READ = 1000;

/**
 * The date, time or recurrence that `text` speaks of; the conventions are in docs/dates.md.
 *
 * @param now when it was said, in the person's zone
 */
export function findWhen(text: string, now: DateTime<true>, usage: Usage = {}): FoundWhen | undefined {
  const reader = readerOf(text, now, usage);
  const found = mainPhrase(phraseLists(datePhrases(reader), text), text);
  if (!found) return undefined;
  const { phrase, spans } = found;
  const [first, ...others] = itemsOf(phrase).map((each) => timeIn(each, now, text));
  const noSuch = [first, ...others].find((each) => each?.noSuchDate);
  if (noSuch) return { ...noSuch, spans };
  return {
    ...first,
    spans,
    ...(others.length > 0 && { others: others as FoundTime[] }),
    ...(phrase.isChoice && { choice: text.slice(phrase.start, phrase.end) }),
  };
}

function timeIn(phrase: DatePhrase, now: DateTime<true>, text: string): Omit<FoundWhen, 'spans'> {
  const noSuchDate = noSuchDateIn(phrase, text);
  if (noSuchDate && !noSuchDate.isIntoNextDay) return { noSuchDate };
  // What exists is told all the same: of what is there already, nothing has to be asked.
  return { ...existing(phrase, now, text), ...(noSuchDate && { noSuchDate }) };
}

function existing(phrase: DatePhrase, now: DateTime<true>, text: string): Omit<FoundWhen, 'spans'> {
  if (!phrase.recurring) return { when: whenOf(phrase, now) };
  return (
    recurrenceAndFirst(phrase.recurring, now) ?? {
      noSuchDate: { words: text.slice(phrase.start, phrase.end), isTime: true },
    }
  );
}

function readerOf(text: string, now: DateTime<true>, { dayFirst = false, ...usage }: Usage): Reader {
  const read = text.slice(0, LONGEST_READ);
  return new Reader(withDates(read, normalise(read), now.toJSDate(), dayFirst), now, usage);
}

function noSuchDateIn({ from, to, recurring }: DatePhrase, text: string): NoSuchDate | undefined {
  const sides = [from, to, recurring?.time, recurring?.timeTo];
  const day = sides.map((side) => side?.days?.noSuchDate).find(Boolean) ?? recurring?.starting?.noSuchDate;
  if (day !== undefined) return { words: day };
  const time =
    recurring?.noSuch ?? sides.map((side) => side?.clock?.noSuch ?? side?.instant?.noSuch).find(Boolean);
  if (time) return { words: text.slice(time.start, time.end), isTime: true };
  const slip = intoNextDay(text, from, to) ?? intoNextDay(text, recurring?.time, recurring?.timeTo);
  return slip && { words: text.slice(slip.start, slip.end), isTime: true, isIntoNextDay: true };
}
