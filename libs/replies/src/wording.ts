/** How long the parts of an answer may be; WhatsApp takes 4,096 characters. */
export const longestTitle = 200;
export const longestQuote = 60;
export const longestReply = 4_096;

/** In place of what cannot be read any more. */
export const lostTitle = '(I can no longer read this one)';

export function short(words: string, longest = longestTitle): string {
  if (words.length <= longest) return words;
  // Half of a surrogate pair, as from an emoji cut in two, would arrive as a question mark.
  return `${words.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** As many lines as fit into one message, or the first of them; says how many are left out. */
export function list(head: string, lines: string[], most = lines.length): string {
  let text = head;
  for (const [at, line] of lines.entries()) {
    const rest = `\n… and ${lines.length - at} more`;
    if (at >= most || text.length + line.length + 1 + rest.length > longestReply) return text + rest;
    text += `\n${line}`;
  }
  return text;
}

/** Stressed as WhatsApp does it; words with a mark of their own would come out half stressed. */
export const bold = (words: string): string => (/[*_~`\n]/.test(words) ? `“${words}”` : `*${words}*`);

export function linesOf(...all: (string | false | undefined)[]): string {
  return all.filter(Boolean).join('\n');
}

export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
