const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const CARDINALS = 'one two three four five six seven eight nine ten'.split(' ');
/** The words for a place that is counted from the end, or named otherwise. */
const OTHER_PLACES = new Map([
  ['top', 1],
  ['last', -1],
  ['bottom', -1],
  ['final', -1],
  ['second last', -2],
  ['second to last', -2],
  ['next to last', -2],
  ['last but one', -2],
  ['penultimate', -2],
  ['third last', -3],
  ['third to last', -3],
]);

const ORDINAL = `(?:(?:second|third|next)(?: |-)(?:to(?: |-))?last|last but one|${ORDINALS.join('|')}|\\d{1,2}(?:st|nd|rd|th)|top|last|bottom|final|penultimate)`;
const NUMBER = `(?:\\d{1,2}|${CARDINALS.join('|')})`;
const COUNT = `(?:\\d{1,2}|couple(?: of)?|${CARDINALS.slice(1).join('|')})`;
const AND = '(?:,? (?:and|&) |, ?)';
const THING = '(?:one|item|entry|thing|task|to-?do|reminder|alarm|timer|note|list)';
const THINGS =
  '(?:ones|items|entries|things|tasks|to-?dos|reminders|alarms|timers|notes|events|meetings|appointments)';

const RANGE = `the (?<end>first|top|last|bottom|final) (?<count>${COUNT})(?: (?:of )?(?:them|those|${THINGS}))?`;
const BOTH = '(?:both|the two)(?: (?:of )?(?:them|those|these))?';
const NUMBERED = `(?:numbers? |no\\.? ?|nr\\.? ?|# ?)(?<numbers>${NUMBER}(?:${AND}(?:number |# ?)?${NUMBER})*)`;
const NTH = `the (?<nth>${ORDINAL}(?:(?: one)?${AND}(?:the )?${ORDINAL})*)(?<thing> ${THING}| ${THINGS})?`;

/** Source of a regular expression for "the second one", "the first two", "number 3", "both". */
export const PLACES = `(?:${RANGE}|${BOTH}|${NUMBERED}|${NTH})`;

type Groups = Partial<Record<string, string>>;

/** The places that `PLACES` has found; none are named by "both", which are the two that there are. */
export function placesIn({ end, count, numbers, nth }: Groups): number[] {
  if (end !== undefined && count !== undefined) {
    const many = count.startsWith('couple') ? 2 : numberOf(count);
    const all = Array.from({ length: many }, (_, at) => at);
    return /^(?:first|top)$/i.test(end) ? all.map((at) => at + 1) : all.map((at) => at - many);
  }
  if (numbers !== undefined) return partsOf(numbers).map(numberOf);
  return nth === undefined ? [1, 2] : partsOf(nth).map(placeOf);
}

const partsOf = (words: string): string[] =>
  words
    .toLowerCase()
    .split(/(?: one)?(?:,? (?:and|&) |, ?)(?:the )?/)
    .map((part) => part.replace(/^(?:number |# ?)/, '').replaceAll('-', ' '));

const numberOf = (word: string): number => CARDINALS.indexOf(word.toLowerCase()) + 1 || Number(word);

function placeOf(ordinal: string): number {
  const other = OTHER_PLACES.get(ordinal);
  return other ?? (ORDINALS.indexOf(ordinal) + 1 || Number.parseInt(ordinal, 10));
}
