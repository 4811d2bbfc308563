import { DateTime } from 'luxon';

import { timeWords } from './time-words.ts';

const berlin = (iso: string): DateTime => DateTime.fromISO(iso, { zone: 'Europe/Berlin' });
const now = berlin('2026-11-21T14:30');

describe('a time in words', () => {
  it.each([
    ['today', '2026-11-21T17:00', 'today, Sat 21 Nov, at 5:00 PM'],
    ['the last minute of today', '2026-11-21T23:59', 'today, Sat 21 Nov, at 11:59 PM'],
    ['tomorrow', '2026-11-22T17:05', 'tomorrow, Sun 22 Nov, at 5:05 PM'],
    ['the first minute of tomorrow', '2026-11-22T00:00', 'tomorrow, Sun 22 Nov, at 12:00 AM'],
    ['noon', '2026-11-22T12:00', 'tomorrow, Sun 22 Nov, at 12:00 PM'],
    ['the day after', '2026-11-23T09:00', 'on Mon 23 Nov at 9:00 AM'],
    ['the next months', '2027-02-01T09:00', 'on Mon 1 Feb at 9:00 AM'],
    [
      'a time so far away that the year could be mistaken',
      '2027-11-20T09:00',
      'on Sat 20 Nov 2027 at 9:00 AM',
    ],
    ['yesterday', '2026-11-20T09:00', 'on Fri 20 Nov at 9:00 AM'],
    ['a time long ago, whose year could be mistaken', '2025-11-20T09:00', 'on Thu 20 Nov 2025 at 9:00 AM'],
  ])('says %s', (_, at, words) => {
    expect(timeWords(berlin(at), now, true)).toBe(words);
  });

  it('counts days where the person is, wherever this server is', () => {
    const at = DateTime.fromISO('2026-11-22T01:00', { zone: 'Asia/Tokyo' });

    // 16:30 in Greenwich is half past one at night in Tokyo.
    expect(timeWords(at, DateTime.fromISO('2026-11-21T15:30Z', { zone: 'UTC' }), true)).toMatch(
      /^today, Sun 22 Nov/,
    );
    expect(timeWords(at, DateTime.fromISO('2026-11-21T14:30Z', { zone: 'UTC' }), true)).toMatch(
      /^tomorrow, /,
    );
  });

  it('counts a day that has 25 hours as one', () => {
    const before = DateTime.fromISO('2026-10-24T20:00', { zone: 'Europe/Berlin' });

    expect(timeWords(berlin('2026-10-25T20:00'), before, true)).toMatch(/^tomorrow, /);
    expect(timeWords(berlin('2026-10-26T08:00'), before, true)).toMatch(/^on Mon /);
  });

  it('counts a day that has 23 hours as one', () => {
    const before = DateTime.fromISO('2026-03-28T08:00', { zone: 'Europe/Berlin' });

    expect(timeWords(berlin('2026-03-29T08:00'), before, true)).toMatch(/^tomorrow, /);
    expect(timeWords(berlin('2026-03-30T08:00'), before, true)).toMatch(/^on Mon /);
  });

  it("names the city when the person's zone was guessed", () => {
    const at = DateTime.fromISO('2026-11-21T17:00', { zone: 'America/New_York' });

    expect(timeWords(at, now, false)).toBe('today, Sat 21 Nov, at 5:00 PM (New York time)');
    expect(timeWords(at, now, true)).not.toContain('New York');
  });

  it('names the city of a zone that lies deeper', () => {
    const at = DateTime.fromISO('2026-11-21T17:00', { zone: 'America/Argentina/Buenos_Aires' });

    expect(timeWords(at, now, false)).toMatch(/ \(Buenos Aires time\)$/);
  });

  it('speaks English whatever the language of this server', () => {
    const at = berlin('2026-11-23T17:00').setLocale('de');

    expect(timeWords(at, now.setLocale('de'), true)).toBe('on Mon 23 Nov at 5:00 PM');
  });
});
