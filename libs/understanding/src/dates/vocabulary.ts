/** ISO numbers of the days of the week. */
export const WEEKDAYS = numbered({
  1: 'monday mon',
  2: 'tuesday tue tues',
  3: 'wednesday wed weds wednsday',
  4: 'thursday thu thur thurs',
  5: 'friday fri',
  6: 'saturday sat',
  7: 'sunday sun',
});

/** "on mondays" */
export const WEEKDAY_PLURALS = numbered({
  1: 'mondays',
  2: 'tuesdays',
  3: 'wednesdays',
  4: 'thursdays',
  5: 'fridays',
  6: 'saturdays',
  7: 'sundays',
});

export type Unit =
  'seconds' | 'minutes' | 'hours' | 'days' | 'weeks' | 'fortnights' | 'months' | 'quarters' | 'years';

export const UNITS = new Map<string, Unit>([
  ...named('seconds', 'second seconds sec secs s'),
  ...named('minutes', 'minute minutes min mins m'),
  ...named('hours', 'hour hours hr hrs h'),
  ...named('days', 'day days'),
  ...named('weeks', 'week weeks wk wks'),
  ...named('fortnights', 'fortnight fortnights'),
  ...named('months', 'month months mth mths'),
  ...named('quarters', 'quarter quarters qtr qtrs'),
  ...named('years', 'year years yr yrs'),
]);

export const MONTHS =
  'january february march april may june july august september october november december'.split(' ');

/** Months and days whose names are everyday words or people's names; a bare one needs a preposition. */
export const OTHER_WORDS_TOO = new Set([
  'may',
  'march',
  'mar',
  'sun',
  'sat',
  'wed',
  'april',
  'june',
  'jan',
  'august',
]);

/** What a number in front of it counts: "5 people", "at 5 percent", so it is no time. */
const COUNTED =
  /^(?:%|people|persons?|guests?|kids|children|men|women|percent|points?|dollars?|bucks|euros?|pounds?|cents?|kg|kilos?|grams?|miles?|km|kilometers?|meters?|metres?|feet|degrees?|items?|things?|times?|pages?|copies|cups?|pieces?|eggs|tickets?|bottles?|boxes|chairs|apples|street|avenue|st|ave|seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)$/;

export function isCounted(word: string | undefined): boolean {
  return word !== undefined && COUNTED.test(word);
}

/** What may follow a number that is a date or a time; before anything else it counts or orders: "the 2nd option". */
const MAY_FOLLOW = new Set(
  (
    '& , . ; : ! ? ) - @ at to by from between in on about that sharp today tonight tomorrow yesterday this next last ' +
    'until through for and or if with please remind i we around before after is when every each daily weekly monthly starting beginning'
  ).split(' '),
);

export function mayFollowDate(token: { word: string; number?: number; date?: unknown } | undefined): boolean {
  if (!token || token.number !== undefined || token.date !== undefined) return true;
  return MAY_FOLLOW.has(token.word) || WEEKDAYS.has(token.word);
}

function named(unit: Unit, words: string): [string, Unit][] {
  return words.split(' ').map((word) => [word, unit]);
}

function numbered(words: Record<number, string>): Map<string, number> {
  return new Map(
    Object.entries(words).flatMap(([number, names]) =>
      names.split(' ').map((name) => [name, Number(number)] as const),
    ),
  );
}
