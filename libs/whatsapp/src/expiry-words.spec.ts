import { expiryWords } from './expiry-words.ts';

const now = new Date('2026-11-26T12:00:00Z');

it.each([
  ['2027-01-25T11:59:00Z', 'in 59 days (2027-01-25 11:59 UTC)'],
  ['2026-11-28T12:00:00Z', 'in 2 days (2026-11-28 12:00 UTC)'],
  ['2026-11-28T11:59:59Z', 'in 47 hours (2026-11-28 11:59 UTC)'],
  ['2026-11-26T13:59:00Z', 'in 119 minutes (2026-11-26 13:59 UTC)'],
  ['2026-11-26T12:01:59Z', 'in 1 minute (2026-11-26 12:01 UTC)'],
  ['2026-11-26T09:00:00Z', '3 hours ago (2026-11-26 09:00 UTC)'],
  ['2026-10-26T12:00:00Z', '31 days ago (2026-10-26 12:00 UTC)'],
])('%s is %s', (expiry, words) => {
  expect(expiryWords(new Date(expiry), now)).toBe(words);
});

it('is never, or not known', () => {
  expect(expiryWords('never', now)).toBe('never');
  expect(expiryWords(undefined, now)).toBe('unknown');
});
