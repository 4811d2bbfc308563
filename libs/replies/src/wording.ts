/** How long the parts of an answer may be; WhatsApp takes 4,096 characters. */
export const longestTitle = 200;
export const longestQuote = 60;
export const longestReply = 4_096;
/** More tasks at once are no help to anybody. */
export const longestTaskList = 30;

export function short(words: string, longest = longestTitle): string {
  if (words.length <= longest) return words;
  // Half of a surrogate pair, as from an emoji cut in two, would arrive as a question mark.
  return `${words.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * As many lines as fit into one message, or the first of them.
 *
 * @param restWords says how many are left out
 */
export function listUpTo(
  head: string,
  lines: string[],
  restWords: (count: number) => string,
  most = lines.length,
): string {
  let text = head;
  for (const [at, line] of lines.entries()) {
    const rest = `\n… ${restWords(lines.length - at)}`;
    if (at >= most || text.length + line.length + 1 + rest.length > longestReply) return text + rest;
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
