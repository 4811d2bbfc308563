/** Source of a regular expression for numbers in words, up to ninety-nine. */
export const NUMBER_WORDS =
  '(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)';

const CARDINALS = (
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen twenty'
).split(' ');
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

/** The number in "3", "#3", "task three", "the third one", "number 3"; undefined for anything else. */
export function taskNumberOf(words: string): number | undefined {
  const bare = words
    .toLowerCase()
    .replace(/^(?:the |my )?(?:tasks? |items? |to-?dos? )?(?:numbers? |no\.? ?|# ?)?/, '')
    .replace(/ (?:one|task|item|thing)$/, '');
  if (/^\d{1,4}(?:st|nd|rd|th)?$/.test(bare)) return Number.parseInt(bare, 10) || undefined;
  const place = Math.max(CARDINALS.indexOf(bare), ORDINALS.indexOf(bare));
  return place >= 0 ? place + 1 : undefined;
}

/** All the numbers in "2 and 5", "tasks 1, 2 and 4"; none when anything else is said. */
export function taskNumbersOf(words: string): number[] {
  const parts = words
    .replace(/^both /i, '')
    .split(/,? and |, ?| & /i)
    .filter(Boolean);
  const numbers = parts.map(taskNumberOf);
  return numbers.every((number) => number !== undefined) ? numbers : [];
}
