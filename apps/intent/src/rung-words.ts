/** What people say when they have done what a reminder says. */
const DONE =
  /^(?:(?:ok(?:ay)?|yes|yep|yeah|thanks|great)[ ,.!]+)?(?:(?:(?:all|it'?s|it is|that'?s|that is|is|i'?m|already|just) )*(?:done|finished|completed|sorted)(?: (?:it|that|this|with (?:it|that)))?|i(?:'ve| have)? (?:already |just )?(?:did|done|took|taken|finished|completed|called|sorted) (?:it|that|them|this|her|him)|(?:just |already )?did (?:it|that)|mark (?:it|that|this)(?: as)? (?:done|complete)|(?:tick|check|cross) (?:it|that|this) off|(?:complete|finish) (?:it|that|this)|(?:i(?:'ve| have)? )?(?:already |just )?(?:took|taken) care of (?:it|that|this)|ok(?:ay)?|k|got it|✅|👍|✔️?)(?: (?:now|already|thanks|thank you))?[.! ]*$/iu;
const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  five: 5,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  'half an': 0.5,
};
/** "10 minutes", "in an hour", "another half an hour" */
const PAUSE = new RegExp(
  `^(?:(?:ok(?:ay)?|in|for|give me|wait|another|just)[ ,]+)*(\\d{1,3}|${Object.keys(NUMBERS)
    .toSorted((one, other) => other.length - one.length)
    .join('|')}) (?:more )?(minutes?|mins?|hours?|hrs?)(?: (?:more|later|please))*[.! ]*$`,
  'i',
);

export const saysDone = (words: string): boolean => DONE.test(words.trim().replaceAll('’', "'"));

/** For how long it is put off, in minutes; undefined when the words say no length alone. */
export function pauseIn(words: string): number | undefined {
  const [, amount, unit] = PAUSE.exec(words.trim()) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const number = NUMBERS[amount.toLowerCase()] ?? Number(amount);
  const minutes = /^h/i.test(unit) ? number * 60 : number;
  return minutes > 0 ? minutes : undefined;
}
