import { spanInWords } from './spans.ts';

it.each([
  [0, '0 s'],
  [-5_000, '0 s'],
  [40_900, '40 s'],
  [60_000, '1 min'],
  [3_600_000 + 40_000, '1 h'],
  [23 * 3_600_000 + 5 * 60_000 + 59_000, '23 h 5 min'],
  [26 * 3_600_000 + 60_000, '1 d 2 h'],
])('%d ms are %s', (ms, words) => {
  expect(spanInWords(ms)).toBe(words);
});
