export interface Piece {
  text: string;
  bold: boolean;
  italic: boolean;
}

/** A marker counts only around words, as in WhatsApp: `2*3*4` and `snake_case_name` stay as they are. */
const marked = /(?<![\p{L}\p{N}])([*_])(?!\s)(.+?)(?<!\s)\1(?![\p{L}\p{N}])/gu;

/** Splits a text at its `*bold*` and `_italic_` marks, which may stand inside each other. */
export function piecesOf(text: string, bold = false, italic = false): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(marked)) {
    const [whole, mark, inner = ''] = match;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), bold, italic });
    pieces.push(...piecesOf(inner, bold || mark === '*', italic || mark === '_'));
    from = match.index + whole.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), bold, italic });
  return pieces;
}
