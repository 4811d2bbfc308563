/** How long the parts of an answer may be. */
export const longestTitle = 200;
export const longestQuote = 60;
/** WhatsApp takes no longer text. */
export const longestMessage = 4_096;
/** An answer becomes several messages; a list of more than that says what it leaves out. */
const longestReply = 13_000;
/** So many tasks are told one by one after something was done to all of them. */
export const longestTaskList = 30;

export function short(words: string, longest = longestTitle): string {
  if (words.length <= longest) return words;
  // Half of a surrogate pair, as from an emoji cut in two, would arrive as a question mark.
  return `${words.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * As many lines as fit.
 *
 * @param restWords says how many are left out, and how to see them
 */
export function listUpTo(
  head: string,
  lines: string[],
  restWords: (count: number) => string,
  longest = longestReply,
): string {
  let text = head;
  for (const [at, line] of lines.entries()) {
    const rest = `\n… ${restWords(lines.length - at)}`;
    if (text.length + line.length + 1 + rest.length > longest) return text + rest;
    text += `\n${line}`;
  }
  return text;
}

export function linesOf(...all: (string | false | undefined)[]): string {
  return all.filter(Boolean).join('\n');
}

/** Stressed as WhatsApp does it; words with a mark of their own would come out half stressed. */
export const stressed = (words: string, quoted: (words: string) => string): string =>
  /[*_~`\n]/.test(words) ? quoted(words) : `*${words}*`;

/** The forms of a noun: "task", "tasks". */
interface Forms {
  one: string;
  other: string;
}

/** A number with its noun, in the form that the language wants. */
export function countIn(language: string): (number: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  return (number, { one, other }) => `${number} ${rules.select(number) === 'one' ? one : other}`;
}

export const capitalised = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
