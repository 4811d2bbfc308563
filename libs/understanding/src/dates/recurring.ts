import { isInSomeYear } from './calendar-date.ts';
import { clock as clockWords } from './clock-words.ts';
import type { Days } from './days.ts';
import { dayList } from './day-list.ts';
import { dayWords } from './day-words.ts';
import { type Duration, duration } from './duration.ts';
import { type Phrase, phrase } from './phrase.ts';
import { placeInMonth } from './place-in-month.ts';
import type { Reader } from './reader.ts';
import { nextTime } from './time-of-day.ts';
import { type Rule, WEEKEND, WORKDAYS } from './rule.ts';
import type { Span } from './span.ts';
import { type RuleWords, ruleWords, yearly } from './rule-words.ts';

/** Something that recurs, as it was said. */
export interface Recurring {
  rule: Rule;
  /** The time of day, and the end of it: "from 9 to 10". */
  time?: Phrase;
  timeTo?: Phrase;
  /** "starting next week" */
  starting?: Days;
  /** "for three weeks" */
  lasting?: Duration;
  /** Where it says what nothing can repeat by: "every 0 days". */
  noSuch?: Span;
}

/**
 * @param before what was said just before it: "[at 9] every day", "[tomorrow] and then weekly"
 */
export function recurring(reader: Reader, before?: Phrase): Recurring | undefined {
  const words = ruleWords(reader);
  if (!words) return undefined;
  const found: Recurring = { rule: { ...words.rule }, ...(words.noSuch && { noSuch: words.noSuch }) };
  const said = { ...before };
  if (words.part) said.part = words.part;
  if (before?.days) found.starting = before.days;
  let isMore = false;
  while (readMore(reader, found, said)) isMore = true;
  if (words.bare && !isMore && !before && !isAlone(reader, words)) return undefined;
  const { clock, clockSpan, part, length } = said;
  if (clock ?? part)
    found.time = { ...(clock && { clock, clockSpan }), ...(part && { part }), ...(length && { length }) };
  return found;
}

function isAlone({ isAtEnd, tokens, at }: Reader, { bare }: RuleWords): boolean {
  return isAtEnd || !bare || /^[.,;!?]$/.test(tokens[at]?.word ?? '');
}

function readMore(reader: Reader, found: Recurring, said: Phrase): boolean {
  return (
    [onTheHour, onDays, exceptDays, inMonth, onDate, until, times, starting, timeOfDay].find(
      (rule) => reader.attempt((rest) => rule(rest, found, said) || undefined) !== undefined,
    ) !== undefined
  );
}

/** "every hour [on the hour]" */
function onTheHour(reader: Reader, { rule }: Recurring, said: Phrase): boolean {
  if (rule.freq !== 'HOURLY' || said.clock || !reader.eatAll('on the hour')) return false;
  said.clock = { hour: reader.now.hour + 1, minute: 0, second: 0, half: 'both', exact: true, bare: false };
  return true;
}

/** "weekly [on mondays]", "every 2 weeks [on friday]" */
function onDays(reader: Reader, { rule }: Recurring): boolean {
  if (!/^(?:WEEKLY|HOURLY|MINUTELY)$/.test(rule.freq) || rule.byDay) return false;
  reader.eat('on every each ,');
  rule.byDay = dayList(reader);
  return rule.byDay !== undefined;
}

/** "every day [except sunday]", "weekdays [but not on friday]" */
function exceptDays(reader: Reader, { rule }: Recurring): boolean {
  const isExcept = reader.eatAll('but not') || reader.eat('except excluding') !== undefined;
  reader.eat('for on');
  reader.eat('on');
  const left = isExcept ? dayList(reader) : undefined;
  if (!left || (rule.interval ?? 1) > 1 || !(rule.freq === 'DAILY' || rule.byDay)) return false;
  const kept = (rule.byDay ?? [...WORKDAYS, ...WEEKEND]).filter((day) => !left.includes(day));
  Object.assign(rule, { freq: 'WEEKLY', byDay: kept });
  return kept.length > 0;
}

/** "monthly [on the 30th]", "every month [on the first monday]" */
function inMonth(reader: Reader, { rule }: Recurring): boolean {
  if (rule.freq !== 'MONTHLY' || rule.byDay || rule.monthDay) return false;
  reader.eat('on from ,');
  const place = placeInMonth(reader);
  if (!place) return false;
  reader.attempt(ofMonth);
  Object.assign(rule, { ...place, interval: rule.interval });
  return true;
}

function ofMonth(reader: Reader): true | undefined {
  return reader.eatAll('of the month') || reader.eatAll('of each month') || undefined;
}

/** "every year [on march 3]" */
function onDate(reader: Reader, { rule }: Recurring): boolean {
  if (rule.freq !== 'YEARLY' || rule.month) return false;
  reader.eat('on in ,');
  reader.eat('the');
  const date = reader.token?.date;
  if (!date || !isInSomeYear(date)) return false;
  reader.at++;
  Object.assign(rule, yearly(date.month, date.day));
  return true;
}

function until(reader: Reader, found: Recurring): boolean {
  if (found.rule.until) return false;
  reader.eat(',');
  if (!reader.eat('until through')) return false;
  reader.eatAll('the end of');
  const end = reader.attempt(dayWords);
  if (!end) return untilTime(reader, found.rule);
  // "until june" ends with the first of june, "until friday" with friday.
  found.rule.until =
    end.grain === 'day' || reader.ahead(-1)?.word === 'end' ? end.to : end.from.plus({ days: 1 });
  return true;
}

/** "every hour [until 6pm]" */
function untilTime(reader: Reader, rule: Rule): boolean {
  const time = /^(?:HOURLY|MINUTELY)$/.test(rule.freq) ? reader.attempt(clockWords) : undefined;
  if (!time || time.noSuch) return false;
  rule.until = nextTime(time, reader.now).plus({ seconds: 1 });
  return true;
}

/** "for 5 times", "three times", "for 3 weeks" */
function times(reader: Reader, found: Recurring): boolean {
  if (found.rule.count || found.lasting) return false;
  reader.eat(',');
  const isFor = reader.eat('for') !== undefined;
  reader.eatAll('a total of');
  reader.eat('the');
  reader.eat('next');
  const count = reader.attempt((rest) => {
    const number = rest.eat('twice') ? 2 : rest.number(1, 1000);
    return number &&
      (rest.ahead(-1)?.word === 'twice' || rest.eat('times occurrences')) &&
      !/^(?:a|per|an|each|every)$/.test(rest.word ?? '')
      ? number
      : undefined;
  });
  if (count) {
    found.rule.count = count;
    return true;
  }
  const length = isFor ? reader.attempt(duration) : undefined;
  if (!length || (length.timed && !/^(?:HOURLY|MINUTELY)$/.test(found.rule.freq))) return false;
  found.lasting = length;
  return true;
}

function starting(reader: Reader, found: Recurring): boolean {
  if (found.starting) return false;
  reader.eat(',');
  if (!reader.eat('starting from beginning since start as')) return false;
  reader.eat('from on in of');
  found.starting = reader.attempt(dayWords);
  return found.starting !== undefined;
}

/** "at 9", "in the morning", "from 9 to 10" */
function timeOfDay(reader: Reader, found: Recurring, said: Phrase): boolean {
  if (said.clock) return false;
  reader.eat(',');
  const time = reader.attempt((rest) => phrase(rest, true));
  if (!time || time.days || time.instant || !(time.clock ?? time.part)) return false;
  said.clock = time.clock;
  said.clockSpan = time.clockSpan;
  said.part ??= time.part;
  // "at 3pm for 4 weeks" is how long it recurs, "at 3pm for an hour" how long each takes.
  if (time.length?.timed) said.length = time.length;
  else found.lasting ??= time.length;
  found.timeTo = reader.attempt((rest) => {
    const end =
      time.clock && rest.eat(time.isBetween ? 'and to -' : 'to - until') ? phrase(rest, true) : undefined;
    return end?.clock ? end : undefined;
  });
  return true;
}
