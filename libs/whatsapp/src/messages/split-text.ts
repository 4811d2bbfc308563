import { longestText } from './text.ts';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The last place at or before the limit where a text can be cut; the text goes on beyond the limit. */
type Cut = (text: string, longest: number) => number | undefined;

const before =
  (separator: RegExp): Cut =>
  (text, longest) =>
    [...text.matchAll(separator)].findLast(({ index }) => index <= longest)?.index;
const between =
  (segmenter: Intl.Segmenter): Cut =>
  (text, longest) =>
    segmenter.segment(text).containing(longest)?.index;

/** Where a reader expects a new message to begin, the best places first: paragraphs, lines, sentences, words. */
const wanted: Cut[] = [before(/\n[^\S\n]*\n/g), before(/\n/g), between(sentences), before(/\s/g)];
/** For a piece without a space: words of scripts that write none. */
const unspaced: Cut[] = [between(words)];
/** As people see them. */
const characters: Cut[] = [between(graphemes)];

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
  // What follows shows whether the text may be cut right at the limit; more of it would only slow down the segmenters.
  const window = text.slice(0, longest + 2);
  const seen = graphemes.segment(window);
  const lastOf = (levels: Cut[], least: number): number | undefined => {
    for (const level of levels) {
      const cut = level(window, longest);
      if (cut !== undefined && cut >= least && seen.containing(cut)?.index === cut) return cut;
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

/** Unlike `trimStart` it leaves a space that carries an accent. */
function withoutLeadingSpace(text: string): string {
  const start = text.search(/\S/);
  if (start < 1) return start === 0 ? text : '';
  const around = graphemes.segment(text.slice(start - 1, start + 2));
  return text.slice(around.containing(1)?.index === 1 ? start : start - 1);
}
