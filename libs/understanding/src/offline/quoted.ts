/** An apostrophe within a word ends no quotation: 'mum's gift'. */
const QUOTE = `(?:"[^"]+"|'(?:[^']|\\b'\\b)+')`;
const NAMES = new RegExp(
  `^(?:(?:the|my|our|both) )?${QUOTE}(?:(?:,? (?:and|&|plus|or|as well as) |, ?| )(?:(?:the|my|our) )?${QUOTE})*$`,
  'i',
);

/** The names in `"milk" and "eggs"`; none where anything else stands beside them. */
export const quotedNames = (words: string): string[] =>
  NAMES.test(words)
    ? [...words.matchAll(new RegExp(QUOTE, 'g'))].map(([name]) => name.slice(1, -1).trim())
    : [];
