import { spokenNumber } from './spoken-number.ts';
import { type Token, tokensOf } from './token.ts';

const FILLERS = new Set(['um', 'uh', 'uhm', 'er', 'erm', 'hmm']);

/** A map and no object, which would know "constructor" too. */
const SPELLINGS = new Map([
  ...spelled('tomorrow', 'tmr tmrw tmw tomorow tommorow tommorrow 2moro tomorrows'),
  ...spelled('tonight', 'tonite 2nite'),
  ...spelled('today', 'tday todays'),
  ...spelled('yesterday', 'yday'),
  ...spelled('until', "till til 'til untill"),
  ...spelled('through', 'thru'),
  ...spelled("o'clock", 'oclock'),
  ...spelled('to', '– —'),
  ...spelled('weekend', 'wkend'),
  ...spelled('midday', 'noontime'),
]);

/**
 * Speech and chat as one plain spelling: numbers in digits, "p m" as "pm", no "um". Every token keeps its place in the
 * original text, so that the words of a date can be cut from it exactly.
 */
export function normalise(text: string): Token[] {
  const tokens = tokensOf(text);
  const result: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const [token, taken] = rewritten(tokens, at, result.at(-1));
    const end = tokens[at + taken - 1]?.end ?? token.end;
    if (!FILLERS.has(token.word)) result.push({ ...token, end });
    at += taken;
  }
  return result;
}

type Rewritten = [token: Token, taken: number];

function rewritten(tokens: Token[], at: number, before: Token | undefined): Rewritten {
  const token = tokens[at];
  if (!token) throw new RangeError('no token there');
  return (
    meridiem(tokens, at, before) ??
    ordinalDigits(tokens, at) ??
    inDigits(tokens, at) ??
    compound(tokens, at) ?? [{ ...token, word: SPELLINGS.get(token.word) ?? token.word }, 1]
  );
}

/** "pm", "p.m.", "p m", "3p"; only after a time, because "I am" and "a m" are words too. */
function meridiem(tokens: Token[], at: number, before: Token | undefined): Rewritten | undefined {
  const [token, second, third, fourth] = tokens.slice(at, at + 4);
  const isTime = before?.number !== undefined || before?.word === "o'clock" || before?.word === 'the';
  if (!token || !isTime) return undefined;
  if (token.word === 'am' || token.word === 'pm') {
    return before.word === 'the' && token.glued ? undefined : [token, 1];
  }
  if (token.word !== 'a' && token.word !== 'p') return undefined;
  const word = `${token.word}m`;
  if (second?.word === 'm') return [{ ...token, word }, 2];
  if (second?.word === '.' && third?.word === 'm') {
    return [{ ...token, word }, fourth?.word === '.' && fourth.glued ? 4 : 3];
  }
  return token.glued && before.number !== undefined && !before.spelled ? [{ ...token, word }, 1] : undefined;
}

function ordinalDigits(tokens: Token[], at: number): Rewritten | undefined {
  const [token, suffix] = tokens.slice(at, at + 2);
  if (token?.number === undefined || !suffix?.glued || !/^(?:st|nd|rd|th)$/.test(suffix.word))
    return undefined;
  return [{ ...token, ordinal: true }, 2];
}

function inDigits(tokens: Token[], at: number): Rewritten | undefined {
  const token = tokens[at];
  const found = spokenNumber(tokens, at);
  if (!token || !found) return undefined;
  const { value, ordinal, length } = found;
  return [{ ...token, number: value, spelled: true, ...(ordinal && { ordinal }) }, length];
}

/** Names that are also written as several words. */
const COMPOUNDS: [words: string[], word: string][] = [
  [['o', 'clock'], "o'clock"],
  [['week', '-', 'end'], 'weekend'],
  [['mid', 'day'], 'midday'],
  [['mid', '-', 'day'], 'midday'],
  [['lunch', 'time'], 'lunchtime'],
];

function compound(tokens: Token[], at: number): Rewritten | undefined {
  const token = tokens[at];
  const found = COMPOUNDS.find(([words]) => words.every((word, index) => tokens[at + index]?.word === word));
  return token && found && [{ ...token, word: found[1] }, found[0].length];
}

function spelled(word: string, spellings: string): [string, string][] {
  return spellings.split(' ').map((spelling) => [spelling, word]);
}
