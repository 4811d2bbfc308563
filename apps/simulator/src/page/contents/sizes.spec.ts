import { lengthInWords, sizeInWords } from './sizes.ts';

it.each([
  [0, '0 bytes'],
  [831, '831 bytes'],
  [1_500, '1.5 KB'],
  [48_211, '48 KB'],
  [2_340_000, '2.3 MB'],
  [104_857_600, '105 MB'],
])('a file of %d bytes has %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});

it.each([
  [0.2, '0:00'],
  [7.9, '0:07'],
  [61, '1:01'],
  [600, '10:00'],
])('%d seconds are %s', (seconds, words) => {
  expect(lengthInWords(seconds)).toBe(words);
});
