import { withMendedDate } from './mended-date.ts';

describe('a date that does not exist is replaced by the one that was answered', () => {
  it.each([
    ['call mom at 10:75 tomorrow', { words: '10:75', isTime: true }, '11:15', 'call mom at 11:15 tomorrow'],
    ['call mom at 10:75 tomorrow', { words: '10:75', isTime: true }, 'at 9', 'call mom at 9 tomorrow'],
    ['dentist 31 June at 9', { words: '31 June' }, 'Sorry, 1 July.', 'dentist 1 July at 9'],
    ['dentist 31 June at 9', { words: '31 June' }, 'the 30th', 'dentist 30 June at 9'],
    ['lunch on the 32nd', { words: '32nd' }, 'the 23rd', 'lunch on the 23rd'],
    ['walk every 0 days', { words: 'every 0 days', isTime: true }, 'every 2 days', 'walk every 2 days'],
  ])('"%s", %j, answered "%s": "%s"', (words, noSuchDate, answer, mended) => {
    expect(withMendedDate(words, noSuchDate, answer)).toBe(mended);
  });

  it('unless it was told in other words than it was said in', () => {
    expect(withMendedDate('lunch 2026-02-30', { words: '30 february 2026' }, 'the 28th')).toBeUndefined();
  });
});
