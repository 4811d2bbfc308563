import type { Token } from './token.ts';

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );
const ORDINAL_TENS: Record<string, number> = { twentieth: 20, thirtieth: 30 };

const CARDINAL = new Map([
  ...SMALL.map((word, value) => [word, value] as const),
  ...TENS.map((word, index) => [word, 20 + index * 10] as const),
]);
const ORDINAL = new Map([
  ...ORDINALS.map((word, value) => [word, value] as const),
  ...Object.entries(ORDINAL_TENS),
]);

/** A number in words. */
interface SpokenNumber {
  value: number;
  ordinal: boolean;
  /** How many tokens it takes. */
  length: number;
}

/** "three", "twenty-first", "twenty sixteen", "two thousand and eighteen" */
export function spokenNumber(tokens: readonly Token[], at: number): SpokenNumber | undefined {
  return spokenYear(tokens, at) ?? belowHundred(tokens, at);
}

function belowHundred(tokens: readonly Token[], at: number): SpokenNumber | undefined {
  const word = tokens[at]?.word ?? '';
  const ordinal = ORDINAL.get(word);
  if (ordinal) return { value: ordinal, ordinal: true, length: 1 };
  const value = CARDINAL.get(word);
  if (value === undefined) return undefined;
  if (value < 20) return { value, ordinal: false, length: 1 };

  const dash = tokens[at + 1]?.word === '-' ? 1 : 0;
  const last = tokens[at + 1 + dash]?.word ?? '';
  const unit = CARDINAL.get(last) ?? ORDINAL.get(last);
  if (!unit || unit > 9) return { value, ordinal: false, length: 1 };
  return { value: value + unit, ordinal: ORDINAL.has(last), length: 2 + dash };
}

function spokenYear(tokens: readonly Token[], at: number): SpokenNumber | undefined {
  const first = tokens[at]?.word ?? '';
  if (first === 'two' && tokens[at + 1]?.word === 'thousand') {
    const and = tokens[at + 2]?.word === 'and' ? 1 : 0;
    const rest = belowHundred(tokens, at + 2 + and);
    return rest
      ? { value: 2000 + rest.value, ordinal: false, length: 2 + and + rest.length }
      : { value: 2000, ordinal: false, length: 2 };
  }
  if (first !== 'nineteen' && first !== 'twenty') return undefined;
  const rest = belowHundred(tokens, at + 1);
  if (!rest || rest.ordinal || rest.value < 10) return undefined;
  return { value: (CARDINAL.get(first) ?? 0) * 100 + rest.value, ordinal: false, length: 1 + rest.length };
}
