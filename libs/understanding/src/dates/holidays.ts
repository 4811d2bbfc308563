import { days, type Days, weekdayAfter } from './days.ts';
import { type DayIn, HOLIDAYS, NEEDS_DAY } from './holiday-dates.ts';
import type { Reader } from './reader.ts';
import { step } from './relative-word.ts';
import type { Token } from './token.ts';
import { mayFollowDate } from './vocabulary.ts';

const LONGEST_NAME = 5;

/** "st. patrick's", "eid al-fitr" */
const MARK = /^[.'-]$/;

const LEADS = new Set('on at for by until before after since this next last around'.split(' '));

/** "christmas", "new year's eve", "labor day 2027", "last easter": the next one unless a year is said. */
export function holiday(reader: Reader): Days | undefined {
  const { now } = reader;
  const steps = reader.attempt(step);
  const isLed = LEADS.has(reader.ahead(-1)?.word ?? '');
  const found = reader.attempt(holidayName);
  if (!found) return undefined;
  const isWeekend = reader.eat('weekend') !== undefined;
  // "easter eggs"
  if (
    !isLed &&
    !isWeekend &&
    !mayFollowDate(reader.token) &&
    !/^(?:of|morning|afternoon|evening|night|lunch)$/.test(reader.word ?? '')
  )
    return undefined;

  const year = reader.attempt(yearAfter);
  const day = year ? found(year, now) : nearest(found, now, steps === -1);
  if (!day) return undefined;
  if (!isWeekend) return days(day);
  const saturday = day.weekday === 1 ? day.minus({ days: 2 }) : weekdayAfter(day.minus({ days: 1 }), 6);
  return {
    from: saturday,
    to: saturday.plus({ days: day.weekday === 1 ? 3 : 2 }),
    grain: 'day',
    isRange: true,
  };
}

function nearest(found: DayIn, now: Days['from'], isPast: boolean): Days['from'] | undefined {
  const today = now.startOf('day');
  for (const year of isPast ? [now.year, now.year - 1] : [now.year, now.year + 1]) {
    const day = found(year, now);
    if (day && day < today === isPast) return day;
  }
  return undefined;
}

/** Most words begin no name, and every word of a text is looked at. */
const FIRST_WORDS = new Set([...HOLIDAYS.keys()].map((name) => name.split(' ')[0]));

function holidayName(reader: Reader): DayIn | undefined {
  const { token } = reader;
  if (!token || !FIRST_WORDS.has(spelled(token))) return undefined;
  for (let length = LONGEST_NAME; length > 0; length--) {
    const words = reader.tokens.slice(reader.at, reader.at + length);
    const last = words.at(-1);
    if (words.length < length || !last || MARK.test(last.word) || last.word === 'day') continue;
    const name = words
      .filter(({ word }) => !MARK.test(word))
      .map(spelled)
      .join(' ');
    const found = HOLIDAYS.get(name);
    if (!found) continue;
    const afterDot = MARK.test(reader.ahead(length)?.word ?? '') ? 1 : 0;
    const hasDay = reader.ahead(length + afterDot)?.word === 'day';
    if (NEEDS_DAY.test(name) && !hasDay) continue;
    reader.at += length + (hasDay ? afterDot + 1 : 0);
    return found;
  }
  return undefined;
}

/** As names are listed. */
const spelled = ({ word, raw, date, number }: Token): string =>
  ((date ?? number) ? raw : word).toLowerCase().replaceAll("'", '');

function yearAfter(reader: Reader): number | undefined {
  reader.eat('of in ,');
  const steps = reader.attempt((rest) => {
    const found = step(rest);
    return found !== undefined && rest.eat('year') ? found : undefined;
  });
  return steps === undefined ? reader.number(1900, 2100) : reader.now.year + steps;
}
