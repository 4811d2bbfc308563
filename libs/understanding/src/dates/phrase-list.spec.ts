import { DateTime } from 'luxon';

import { findWhen } from './find-when.ts';

/** A Thursday. */
const now = DateTime.fromISO('2026-11-26T10:30:00', { zone: 'Europe/Berlin' }) as DateTime<true>;

/** Each time that was read, to the day or the minute. */
function times(text: string, moment = now): string[] {
  const { when, others = [] } = findWhen(text, moment) ?? {};
  return [when, ...others.map((other) => other.when)]
    .filter((each) => each !== undefined)
    .map(({ start, grain }) => start.slice(0, grain === 'day' ? 10 : 16));
}

describe('a second date', () => {
  it.each([
    ['dinner on monday and tuesday at 7pm with Ann', ['2026-11-30T19:00', '2026-12-01T19:00']],
    ['pick up flowers on saturday and for monday', ['2026-11-28', '2026-11-30']],
    ['what are my monday and wednesday meetings', ['2026-11-30', '2026-12-02']],
    ['show saturday and sunday events', ['2026-11-28', '2026-11-29']],
    ['block monday and tuesday mornings', ['2026-11-30', '2026-12-01']],
  ])('is another time of the same thing: "%s"', (text, expected) => {
    expect(times(text)).toEqual(expected);
  });

  it.each([
    ['call mom today, tomorrow is her birthday', ['2026-11-26']],
    ['wash the car tomorrow and monday paint the fence', ['2026-11-27']],
    ['swim on saturday and sunday brunch with Ann', ['2026-11-28']],
    ['yoga monday, wednesday and friday dinner with Ann', ['2026-11-30', '2026-12-02']],
    ['wake me at 7am, 8am is too late', ['2026-11-27T07:00']],
  ])('begins a clause of its own: "%s"', (text, expected) => {
    expect(times(text)).toEqual(expected);
  });

  it.each([
    ['order the cake on tuesday for saturday', '2026-12-01'],
    ['iron the shirt tomorrow for monday', '2026-11-27'],
  ])('after "for" alone is what it is for: "%s"', (text, expected) => {
    expect(times(text)).toEqual([expected]);
  });
});

it.each([
  ['dinner saturday at 7pm for 4', '2026-11-28T19:00'],
  ['dinner at 8pm for two', '2026-11-26T20:00'],
  ['brunch at noon for 3 tomorrow', '2026-11-27T12:00'],
  ['table tomorrow at half past seven for 6, please', '2026-11-27T07:30'],
])('a number after a time and "for" counts people: "%s"', (text, expected) => {
  expect(times(text)).toEqual([expected]);
});

it.each([
  ['today, thursday, at 5', '2026-11-26T17:00'],
  ['tomorrow, friday, at noon', '2026-11-27T12:00'],
  ['next friday, december 4', '2026-12-04'],
  ['next friday, november 27', '2026-11-27'],
  ['next wednesday, the 9th', '2026-12-09'],
])('"%s" says one day twice', (text, expected) => {
  expect(times(text)).toEqual([expected]);
});

it.each([
  ['tomorrow, december 4', ['2026-11-27', '2026-12-04']],
  ['today, saturday', ['2026-11-26', '2026-11-28']],
])('"%s" is as many days as it names', (text, expected) => {
  const moment = DateTime.fromISO('2026-11-26T08:00:00', { zone: 'Europe/Berlin' }) as DateTime<true>;
  expect(times(text, moment)).toEqual(expected);
});

describe('a number of a day without its month', () => {
  const october = DateTime.fromISO('2026-10-26T09:00:00', { zone: 'Europe/Berlin' }) as DateTime<true>;

  it.each([
    ['holiday on the 24th and 25th of december', ['2026-12-24', '2026-12-25']],
    ['yoga on the 1st, 8th and 15th of may 2027', ['2027-05-01', '2027-05-08', '2027-05-15']],
    ['the 27th or 28th of next month', ['2026-11-27', '2026-11-28']],
    ['shift on the 30th and 31st', ['2026-10-30', '2026-10-31']],
  ])('is of the month that is said after it: "%s"', (text, expected) => {
    expect(times(text, october)).toEqual(expected);
  });
});

it('a rule is not placed on a day that belongs to the matter', () => {
  const { when, recurrence } = findWhen('remind me every week to prepare for monday', now) ?? {};
  expect(recurrence?.rule).toBe('FREQ=WEEKLY');
  expect(when?.start.slice(0, 10)).not.toBe('2026-11-30');
});
