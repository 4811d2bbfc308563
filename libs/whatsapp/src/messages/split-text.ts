import { longestText } from './text.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

type Cuts = (text: string) => number[];

const before =
  (separator: RegExp): Cuts =>
  (text) =>
    [...text.matchAll(separator)].map(({ index }) => index);
const between =
  (segmenter: Intl.Segmenter): Cuts =>
  (text) =>
    [...segmenter.segment(text)].map(({ index }) => index);

/** Where a reader expects a new message to begin, the best places first: paragraphs, lines, sentences, words. */
const wanted: Cuts[] = [before(/\n[^\S\n]*\n/g), before(/\n/g), between(sentences), before(/\s/g)];
/** For a piece without a space: words of scripts that write none. */
const unspaced: Cuts[] = [between(words)];
/** As people see them. */
const characters: Cuts[] = [between(graphemes)];

/**
 * Splits a text into messages. White space where it is cut is dropped, everything else is kept, and what is seen as one
 * character (an emoji of several parts, a letter with its accents) stays whole unless it exceeds the limit by itself.
 *
 * @param longest in UTF-16 code units, at least 2
 * @returns the parts in order, none of them blank; a text that fits as it is, and nothing for a blank one
 */
export function splitText(text: string, longest = longestText): string[] {
  if (text.trim() === '') return [];
  if (text.length <= longest) return [text];
  const parts: string[] = [];
  let rest = withoutLeadingSpace(text);
  while (rest.length > longest) {
    const cut = cutOf(rest, longest);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = withoutLeadingSpace(rest.slice(cut));
  }
  return rest === '' ? parts : [...parts, rest.trimEnd()];
}

function cutOf(text: string, longest: number): number {
  // Two more characters show whether the text may be cut right at the limit.
  const window = text.slice(0, longest + 2);
  const seen = graphemes.segment(text);
  const isBetweenCharacters = (at: number): boolean => seen.containing(at)?.index === at;
  const lastOf = (levels: Cuts[], least: number): number | undefined => {
    for (const level of levels) {
      const cut = level(window).findLast((at) => at <= longest && isBetweenCharacters(at));
      if (cut !== undefined && cut >= least) return cut;
    }
    return undefined;
  };
  const half = longest / 2;
  // A short part followed by a full one looks odd, so a better place counts only in the second half.
  return (
    lastOf(wanted, half) ??
    lastOf(wanted, 1) ??
    lastOf(unspaced, half) ??
    lastOf(characters, 1) ??
    betweenCodePoints(text, longest)
  );
}

function betweenCodePoints(text: string, at: number): number {
  const isLowSurrogate = /^[\uDC00-\uDFFF]/.test(text.charAt(at));
  const isHighSurrogate = /^[\uD800-\uDBFF]/.test(text.charAt(at - 1));
  return isLowSurrogate && isHighSurrogate ? at - 1 : at;
}

/** Not by `trimStart`: a space can carry an accent, which would be left without it. */
function withoutLeadingSpace(text: string): string {
  for (const { segment, index } of graphemes.segment(text)) {
    if (segment.trim() !== '') return text.slice(index);
  }
  return '';
}
