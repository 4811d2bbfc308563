import { isInSomeYear } from './calendar-date.ts';
import { dayList } from './day-list.ts';
import { partOfDay, type PartOfDay } from './part-of-day.ts';
import { placeInMonth } from './place-in-month.ts';
import type { Reader } from './reader.ts';
import type { Rule } from './rule.ts';
import type { Span } from './span.ts';
import { mayFollowDate, UNITS, WEEKDAY_PLURALS, WEEKDAYS } from './vocabulary.ts';

/** What recurs, and the part of the day if that was said with it: "every monday morning". */
export interface RuleWords {
  rule: Rule;
  part?: PartOfDay;
  /** "mondays at 9": without "on" or a time it may be a name. */
  bare?: boolean;
  /** Where it says what nothing can repeat by: "every 0 days". */
  noSuch?: Span;
}

/** "every other tuesday", "first monday of each month", "daily", "on mondays and fridays" */
export function ruleWords(reader: Reader): RuleWords | undefined {
  return reader.first(ofEveryMonth, everyNothing, every, adverb, onceA, plural);
}

/** "first monday of every month", "the 15th each month", "every last day of the month" */
function ofEveryMonth(reader: Reader): RuleWords | undefined {
  const isEvery = reader.eat('every each') !== undefined;
  if (!isEvery) reader.eat('on');
  const rule = placeInMonth(reader);
  const isOf = reader.eat('of in') !== undefined;
  if (!rule || (isEvery && !isOf)) return undefined;
  if (isEvery) return reader.eatAll('the month') || reader.eat('month') ? { rule } : undefined;
  if (!reader.eat('every each')) return undefined;
  const interval = intervalOf(reader);
  return reader.eat('month') ? { rule: { ...rule, interval } } : undefined;
}

/** "every 0 days", "every -2 hours" */
function everyNothing(reader: Reader): RuleWords | undefined {
  const first = reader.at;
  if (!reader.eat('every each')) return undefined;
  const isNegative = reader.eat('- minus') !== undefined;
  if (reader.number(0, isNegative ? 1000 : 0) === undefined || !reader.eatFrom(UNITS)) return undefined;
  return { rule: { freq: 'DAILY' }, noSuch: reader.spanFrom(first) };
}

function every(reader: Reader): RuleWords | undefined {
  if (!reader.eat('every each')) return undefined;
  reader.eat('single');
  const interval = intervalOf(reader);

  const days = dayList(reader);
  if (days) {
    const part = reader.attempt(partOfDay);
    return { rule: { freq: 'WEEKLY', interval, byDay: days }, ...(part && { part }) };
  }
  const part = reader.attempt(partOfDay);
  if (part) return { rule: { freq: 'DAILY', interval }, part };

  const date = reader.token?.date;
  if (date && date.year === undefined && !interval && isInSomeYear(date)) {
    reader.at++;
    return { rule: yearly(date.month, date.day) };
  }
  const rule = reader.attempt(unitRule) ?? reader.attempt(dayOfEveryMonth);
  return rule && { rule: { ...rule, interval: (interval ?? 1) * (rule.interval ?? 1) } };
}

/** "[every] 15th" */
function dayOfEveryMonth(reader: Reader): Rule | undefined {
  const monthDay = reader.token?.ordinal ? reader.number(1, 31) : undefined;
  // "every second" is one on the clock; "every 2nd" is a day.
  const isSecond = reader.ahead(-1)?.word === 'second';
  if (isSecond && !reader.eatAll('of the month')) return undefined;
  if (isSecond && monthDay) return { freq: 'MONTHLY', monthDay };
  if (!monthDay || !(reader.eatAll('of the month') || mayFollowDate(reader.token))) return undefined;
  return { freq: 'MONTHLY', monthDay };
}

/** "other", "second", "3" */
function intervalOf(reader: Reader): number | undefined {
  if (reader.eat('other')) return 2;
  const isMonthDay = reader.token?.ordinal && !isRepeated(reader.ahead()?.word);
  return isMonthDay
    ? undefined
    : (reader.number(1, 1000) ??
        (reader.eat('few') ? 3 : reader.eatAll('couple of') || reader.eat('couple') ? 2 : undefined));
}

function isRepeated(word: string | undefined): boolean {
  return (
    word !== undefined &&
    (UNITS.has(word) || WEEKDAYS.has(word) || /^(?:weekday|weekend|morning|evening|night)$/.test(word))
  );
}

const FREQUENCIES: Record<string, Rule> = {
  seconds: { freq: 'SECONDLY' },
  minutes: { freq: 'MINUTELY' },
  hours: { freq: 'HOURLY' },
  days: { freq: 'DAILY' },
  weeks: { freq: 'WEEKLY' },
  fortnights: { freq: 'WEEKLY', interval: 2 },
  months: { freq: 'MONTHLY' },
  quarters: { freq: 'MONTHLY', interval: 3 },
  years: { freq: 'YEARLY' },
};

function unitRule(reader: Reader): Rule | undefined {
  if (reader.eatAll('half an hour') || reader.eatAll('half hour')) return { freq: 'MINUTELY', interval: 30 };
  const unit = reader.eatFrom(UNITS);
  return unit && FREQUENCIES[unit];
}

const ADVERBS: Record<string, Rule> = {
  hourly: { freq: 'HOURLY' },
  daily: { freq: 'DAILY' },
  nightly: { freq: 'DAILY' },
  everyday: { freq: 'DAILY' },
  weekly: { freq: 'WEEKLY' },
  biweekly: { freq: 'WEEKLY', interval: 2 },
  fortnightly: { freq: 'WEEKLY', interval: 2 },
  monthly: { freq: 'MONTHLY' },
  quarterly: { freq: 'MONTHLY', interval: 3 },
  yearly: { freq: 'YEARLY' },
  annually: { freq: 'YEARLY' },
};

const ADVERB_NAMES = Object.keys(ADVERBS).join(' ');

function adverb(reader: Reader): RuleWords | undefined {
  if (reader.eatAll('bi - weekly')) return { rule: { freq: 'WEEKLY', interval: 2 } };
  reader.eatAll('on a');
  const word = reader.eat(ADVERB_NAMES);
  const rule = word && ADVERBS[word];
  if (!rule) return undefined;
  reader.eat('basis');
  return { rule, bare: !mayEnd(reader) };
}

/** "once a week", "once every two months" */
function onceA(reader: Reader): RuleWords | undefined {
  if (!reader.eat('once')) return undefined;
  if (/^(?:every|each)$/.test(reader.word ?? '')) return every(reader);
  const rule = reader.eat('a an per') && reader.attempt(unitRule);
  return rule ? { rule } : undefined;
}

/** "on mondays and fridays", "weekdays", "weekends" */
function plural(reader: Reader): RuleWords | undefined {
  const isOn = reader.eat('on') !== undefined;
  const days = dayList(reader, WEEKDAY_PLURALS);
  if (!days) return undefined;
  const part = reader.attempt(partOfDay);
  return { rule: { freq: 'WEEKLY', byDay: days }, bare: !isOn, ...(part && { part }) };
}

export function yearly(month: number, day: number | undefined): Rule {
  return { freq: 'YEARLY', month, monthDay: day ?? 1 };
}

/** "weekly meeting" names one, "weekly at 9" says when. */
function mayEnd({ word, token }: Reader): boolean {
  return (
    word === undefined ||
    token?.number !== undefined ||
    /^(?:at|on|from|to|until|for|in|starting|by|[.,;!?@])$/.test(word) ||
    WEEKDAYS.has(word)
  );
}
