import {
  closestWeekday,
  countedWeekdays,
  dayOffset,
  neighbourOf,
  weekdayNear,
  weekOf,
} from './day-offset.ts';
import { bareDayOfMonth, dayInMonthByStep, dayOfThatMonth } from './day-of-month.ts';
import type { Days } from './days.ts';
import { edgeOfPeriod, partOfPeriod } from './edge-of-period.ts';
import { holiday } from './holidays.ts';
import { nthInPeriod } from './nth-in-period.ts';
import { countedPeriods, periodByStep, weekend } from './periods.ts';
import { quarterOfYear } from './quarters.ts';
import type { Reader } from './reader.ts';
import { relativeDay } from './relative-days.ts';
import { season } from './seasons.ts';
import { bareWeekday, weekdayByStep, weekdayOfWeek, weekdayWithDate } from './weekdays.ts';
import { monthByStep, writtenDate } from './written-day.ts';
import { bareYear } from './years.ts';

type Rule = (reader: Reader) => Days | undefined;

/** Dates that stand by themselves; longer phrases come before those they begin with. */
const plain: Rule[] = [
  relativeDay,
  weekdayOfWeek,
  weekdayByStep,
  weekdayWithDate,
  holiday,
  monthByStep,
  dayInMonthByStep,
  countedPeriods,
  quarterOfYear,
  periodByStep,
  season,
  weekend,
  dayOfThatMonth,
  writtenDate,
  bareWeekday,
  bareDayOfMonth,
  bareYear,
];

/** Each kind is built on the one before only, so that no text can nest them without end. */
const plainDay: Rule = (reader) => reader.first(...plain);
const nthDay: Rule = (reader) => nthInPeriod(reader, plainDay);
const anchor: Rule = (reader) => reader.first(nthDay, ...plain);

const all: Rule[] = [
  countedWeekdays,
  (reader) => dayOffset(reader, anchor),
  (reader) => neighbourOf(reader, anchor),
  (reader) => weekOf(reader, anchor),
  (reader) => weekdayNear(reader, anchor),
  (reader) => closestWeekday(reader, anchor),
  nthDay,
  (reader) => edgeOfPeriod(reader, anchor),
  (reader) => partOfPeriod(reader, anchor),
  ...plain,
];

/** A day or a row of days: "tomorrow", "first monday of may", "3 weeks from tuesday", "next month". */
export function dayWords(reader: Reader): Days | undefined {
  return reader.first(...all);
}
