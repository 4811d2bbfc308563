import type { Parser } from 'chrono-node';

/**
 * Dates whose slip is in the number itself, "dec 32", "2026-13-45", "31/31/2026". chrono takes such for no date at all,
 * and would leave the month alone: they are read here to be pointed out.
 */
const SHORT = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
/** A larger number after a month is a year, or counts: "dec 99", "may 40 people come". */
const DAY = '(0{1,2}|3[2-9])';
/** Whatever else follows is counted. */
const END = '(?=$| ?[,.;!?)]| (?:at|from|to|until|and|for|in|with|please|the|my|(?:19|20)\\d\\d)\\b)';

const numberOf = (month = ''): number => SHORT.indexOf(month.slice(0, 3)) + 1;

/** "dec 32", "december the 32nd" */
const monthThenDay: Parser = {
  pattern: () => new RegExp(`\\b${MONTH} ${DAY}(?:th)?${END}`),
  extract: (_, [, month, day]) => ({ month: numberOf(month), day: Number(day) }),
};

/** "32 dec", "32nd of december" */
const dayThenMonth: Parser = {
  pattern: () => new RegExp(`(?<![\\d:./-])\\b${DAY}(?:th)?(?: of)? ${MONTH}\\b`),
  extract: (_, [, day, month]) => ({ month: numberOf(month), day: Number(day) }),
};

/** "2026-13-45" */
const yearFirst: Parser = {
  pattern: () => /(?<![\d/.-])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-])/,
  extract: (_, [, year, , month, day]) => (isDay(month, day) ? null : impossible(year)),
};

/** "31/31/2026", "45.10.2026" */
const yearLast: Parser = {
  pattern: () => /(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-])/,
  extract: (_, [, first, , second, year]) =>
    isDay(first, second) || isDay(second, first) ? null : impossible(year),
};

function isDay(month = '', day = ''): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}

/** No calendar has it, whatever the person's order of day and month. */
function impossible(year = ''): { year: number; month: number; day: number } {
  return { year: Number(year), month: 13, day: 1 };
}

export const impossibleDates: Parser[] = [monthThenDay, dayThenMonth, yearFirst, yearLast];
