// English alone: the other languages' parsers would make every start slower.
import { Chrono, configuration, type Parser } from 'chrono-node/en';

import { impossibleDates } from './impossible-dates.ts';

/**
 * chrono's parsers of written dates. Its parsers of words, times and durations are left out: they count in one fixed
 * offset and know neither "half past three" nor "tuesday of last week".
 */
const WRITTEN_DATES = new Set([
  'ENYearMonthDayParser',
  'ENYearMonthNameParser',
  'ENMonthNameLittleEndianParser',
  'ENMonthNameMiddleEndianParser',
  'ENSlashMonthFormatParser',
  'ENMonthNameParser',
]);

const SHORT_MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** "2014/10", "2014-10" */
const yearAndMonth: Parser = {
  pattern: () => /(?<![\d/.-])((?:19|20)\d\d)[-/](0?[1-9]|1[0-2])(?![\d/-])/,
  extract: (_, [, year, month]) => ({ year: Number(year), month: Number(month) }),
};

/** "10-2014" */
const monthAndYear: Parser = {
  pattern: () => /(?<![\d/.-])(0?[1-9]|1[0-2])-((?:19|20)\d\d)(?![\d/-])/,
  extract: (_, [, month, year]) => ({ year: Number(year), month: Number(month) }),
};

/** "20161016" */
const digitsOnly: Parser = {
  pattern: () => /(?<![\d/.-])((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/,
  extract: (_, [, year, month, day]) => ({ year: Number(year), month: Number(month), day: Number(day) }),
};

/** "31.12.": written so where the day comes first. */
const dotted: Parser = {
  pattern: () => /(?<![\d.])(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.(?!\d)/,
  extract: (_, [, day, month]) => ({ month: Number(month), day: Number(day) }),
};

/** "oct", "in sept": chrono reads a lone month only by its full name. */
const shortMonth: Parser = {
  pattern: () => new RegExp(`\\b(${SHORT_MONTHS.join('|')})(?:t?)\\b(?![\\s/-]*\\d)`),
  extract: (_, [, name = '']) => ({ month: SHORT_MONTHS.indexOf(name) + 1 }),
};

export const monthFirst = calendar(false);
export const dayFirst = calendar(true);

function calendar(isDayFirst: boolean): Chrono {
  const usual = configuration.createCasualConfiguration().parsers.filter(isOf(WRITTEN_DATES));
  const slashes = configuration
    .createConfiguration(false, isDayFirst)
    .parsers.filter(isOf(new Set(['SlashDateFormatParser'])));
  return new Chrono({
    parsers: [
      ...impossibleDates,
      ...usual,
      ...slashes,
      yearAndMonth,
      monthAndYear,
      digitsOnly,
      dotted,
      shortMonth,
    ],
    refiners: [],
  });
}

function isOf(names: Set<string>): (parser: Parser) => boolean {
  return (parser) => names.has(parser.constructor.name);
}
