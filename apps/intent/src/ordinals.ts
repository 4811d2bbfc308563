const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

/** Source of a regular expression for "first" to "tenth", and "last". */
export const anyOrdinal = [...ordinals, 'last'].join('|');

/** The one at an ordinal, "second" or "last"; undefined when there are not so many. */
export const atOrdinal = <T>(all: readonly T[], ordinal: string): T | undefined =>
  ordinal === 'last' ? all.at(-1) : all[ordinals.indexOf(ordinal)];

const small = (
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const cardinals = new Map(
  [...small, ...tens.flatMap((ten) => [ten, ...small.slice(0, 9).map((one) => `${ten} ${one}`)])].map(
    (words, at) => [words, at + 1],
  ),
);

/** Source of a regular expression for "one" to "ninety nine", also "ninety-nine". */
export const anyCardinal = `(?:${tens.join('|')})[- ](?:${small.slice(0, 9).join('|')})|${[...small, ...tens].join('|')}`;

/** The number in "12", "twelve" or "twenty-one"; NaN for any other words. */
export const cardinalOf = (words: string): number => cardinals.get(words.replace('-', ' ')) ?? Number(words);
