export interface Look {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
}

export interface Piece extends Look {
  text: string;
  /** Where it leads. */
  link?: string;
}

/** Lines of one sort, one after the other. */
export interface Block {
  kind: 'text' | 'quote' | 'bullets' | 'numbers';
  lines: string[];
  /** The first number of `numbers`. */
  start?: number;
}

const looks: Record<string, Look> = { '*': { bold: true }, _: { italic: true }, '~': { strike: true } };

/**
 * Code, links, and marks. A mark counts only around words, as in WhatsApp: `2*3*4` and `snake_case_name` stay as they
 * are. Punctuation behind a link is not part of it.
 */
const special =
  /```([\s\S]+?)```|`([^`\n]+)`|((?:https?:\/\/|www\.)[^\s<>"`]*[^\s<>"`.,;:!?)\]'*_~])|(?<![\p{L}\p{N}])([*_~])(?!\s)(.+?)(?<!\s)\4(?![\p{L}\p{N}])/gu;

/** Splits a text at its `*bold*`, `_italic_` and `~struck~` marks, which may stand inside each other, at code and at links. */
export function piecesOf(text: string, look: Look = {}): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(special)) {
    const [whole, fenced, quoted, link, mark = '', inner = ''] = match;
    const code = fenced ?? quoted;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), ...look });
    if (code !== undefined) pieces.push({ text: code.trim(), ...look, code: true });
    else if (link !== undefined) pieces.push({ text: link, link: addressOf(link), ...look });
    else pieces.push(...piecesOf(inner, { ...look, ...looks[mark] }));
    from = match.index + whole.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), ...look });
  return pieces;
}

function addressOf(link: string): string {
  return link.startsWith('www.') ? `https://${link}` : link;
}

/** Sorts the lines of a text: `> ` begins a quote, `- ` or `* ` a point, `1. ` a numbered one. Code is left whole. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let inCode = false;
  for (const line of text.split('\n')) {
    const { kind, words, start } = inCode ? { kind: 'text' as const, words: line } : sorted(line);
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(words);
    else blocks.push({ kind, lines: [words], ...(start !== undefined && { start }) });
    if ((line.split('```').length - 1) % 2) inCode = !inCode;
  }
  return blocks;
}

function sorted(line: string): { kind: Block['kind']; words: string; start?: number } {
  const quote = /^> (.+)/.exec(line)?.[1];
  if (quote !== undefined) return { kind: 'quote', words: quote };
  const bullet = /^[-*] (.+)/.exec(line)?.[1];
  if (bullet !== undefined) return { kind: 'bullets', words: bullet };
  const [, start, numbered] = /^(\d{1,3})\. (.+)/.exec(line) ?? [];
  if (numbered !== undefined) return { kind: 'numbers', words: numbered, start: Number(start) };
  return { kind: 'text', words: line };
}
