import { DateTime } from 'luxon';

import { findWhen } from './find-when.ts';

/** A Tuesday, one in the afternoon. */
const NOW = '2026-03-10T13:00:00';

function found(text: string, now = NOW, zone = 'Europe/Berlin', dayFirst = false) {
  const moment = DateTime.fromISO(now, { zone });
  if (!moment.isValid) throw new Error(`bad time in the test: ${now}`);
  return findWhen(text, moment, { dayFirst });
}

const startOf = (text: string, now?: string) => found(text, now)?.when?.start.slice(0, 16);
const dayOf = (text: string, now?: string) => found(text, now)?.when?.start.slice(0, 10);

describe('days of the week', () => {
  it.each([
    ['wednesday', '2026-03-11'],
    ['tuesday', '2026-03-17'],
    ['this tuesday', '2026-03-10'],
    ['this monday', '2026-03-09'],
    ['tuesday of this week', '2026-03-10'],
    ['next wednesday', '2026-03-18'],
    ['next tuesday', '2026-03-17'],
    ['friday next week', '2026-03-20'],
    ["next week's friday", '2026-03-20'],
    ['the coming friday', '2026-03-13'],
    ['friday after next', '2026-03-20'],
    ['last tuesday', '2026-03-03'],
    ['last monday', '2026-03-09'],
    ['tuesday of last week', '2026-03-03'],
    ['3 fridays from now', '2026-03-27'],
    ['tuesday the 17th', '2026-03-17'],
    ['Fri, Jul 17', '2026-07-17'],
    ['Sat, Jul 17', '2027-07-17'],
    ['Monday, March 9', '2026-03-09'],
  ])('"%s" is %s', (text, day) => {
    expect(dayOf(text)).toBe(day);
  });
});

describe('a time with two readings', () => {
  it.each([
    ['set alarm for 4:45', '2026-03-10T16:45'],
    ['at 9', '2026-03-10T21:00'],
    ['at 11', '2026-03-11T11:00'],
    ['at 12', '2026-03-11T12:00'],
    ['3:30', '2026-03-10T15:30'],
    ['at 05:30', '2026-03-11T05:30'],
    ['at 9 tomorrow', '2026-03-11T09:00'],
    ['tomorrow at 3:30', '2026-03-11T15:30'],
    ['today at 9', '2026-03-10T21:00'],
    ['9 tomorrow evening', '2026-03-11T21:00'],
    ['tomorrow at 6 in the morning', '2026-03-11T06:00'],
    ['8 tonight', '2026-03-10T20:00'],
    ['at 1 tonight', '2026-03-11T01:00'],
    ['last night at 8', '2026-03-09T20:00'],
  ])('"%s" said at one is %s', (text, start) => {
    expect(startOf(text)).toBe(start);
  });
});

describe('parts of a day', () => {
  it.each([
    ['tonight', '2026-03-10T20:00'],
    ['the same time tomorrow', '2026-03-11T13:00'],
    ['this time next week', '2026-03-17T13:00'],
    ['same time on friday', '2026-03-13T13:00'],
    ['at half past', '2026-03-10T13:30'],
    ['at 20 past', '2026-03-10T13:20'],
    ['on the hour', '2026-03-10T14:00'],
    ['on 31.12. at 20:00', '2026-12-31T20:00'],
    ['on 5.1. at 9', '2027-01-05T09:00'],
    ['tomorrow 10.30-11.15', '2026-03-11T10:30'],
    ['at 5 45', '2026-03-10T17:45'],
    ['5 dec 14.30', '2026-12-05T14:30'],
    ['half 8 dinner tomorrow', '2026-03-11T08:30'],
    ['7pm dinner friday', '2026-03-13T19:00'],
    ['in an hour or so', '2026-03-10T14:00'],
    ['friday night', '2026-03-13T20:00'],
    ['tomorrow at noon', '2026-03-11T12:00'],
    ['at midnight', '2026-03-11T00:00'],
    ['end of day', '2026-03-10T18:00'],
    ['in the morning', '2026-03-11T08:00'],
    ['this afternoon', '2026-03-10T14:00'],
    ['on friday after lunch', '2026-03-13T13:00'],
  ])('"%s" said at one begins at %s', (text, start) => {
    expect(startOf(text)).toBe(start);
  });
});

describe('dates', () => {
  it.each([
    ['on the 15th', '2026-03-15'],
    ['on the 9th', '2026-04-09'],
    ['20 of this month', '2026-03-20'],
    ['20th of the previous month', '2026-02-20'],
    ['the third of april', '2026-04-03'],
    ['february the 15th', '2027-02-15'],
    ['feb 29', '2028-02-29'],
    ['20261016', '2026-10-16'],
    ['05-Aug-2026', '2026-08-05'],
    ['22/4', '2026-04-22'],
    ['first tuesday of october', '2026-10-06'],
    ['last day of next month', '2026-04-30'],
    ['first monday of the month', '2026-04-06'],
    ['third tuesday after christmas', '2027-01-12'],
    ['three weeks from tomorrow', '2026-04-01'],
    ['3 days after january 12th', '2027-01-15'],
    ['three months after easter', '2026-07-05'],
    ['the day after christmas', '2026-12-26'],
    ['a fortnight ago', '2026-02-24'],
    ['in a month', '2026-04-10'],
    ['end of this week', '2026-03-13'],
    ['by the end of the month', '2026-03-31'],
    ['beginning of 2027', '2027-01-01'],
    ['thanksgiving', '2026-11-26'],
    ['easter monday 2027', '2027-03-29'],
    ["new year's eve", '2026-12-31'],
    ['labor day', '2026-09-07'],
    ['chinese new year', '2027-02-06'],
    ['rosh hashanah', '2026-09-12'],
    ['eid al-fitr', '2026-03-20'],
    ['orthodox easter 2027', '2027-05-02'],
    ['orthodox easter', '2026-04-12'],
    ['ash wednesday 2027', '2027-02-10'],
  ])('"%s" is %s', (text, day) => {
    expect(dayOf(text)).toBe(day);
  });

  it.each([
    ['10/4', false, '2026-10-04'],
    ['10/4', true, '2026-04-10'],
    ['call mom 1/2/2027 at 9', true, '2027-02-01'],
  ])('"%s" with the day first: %s', (text, dayFirst, day) => {
    expect(found(text, NOW, 'Europe/London', dayFirst)?.when?.start.slice(0, 10)).toBe(day);
  });

  it.each([
    ['call mom on 30 february', '30 february'],
    ['dentist april 31st at 9', 'april 31st'],
    ['2/30/2027', '30 february 2027'],
    ['29 february 2027', '29 february 2027'],
  ])('"%s" names a date that does not exist', (text, words) => {
    expect(found(text)).toMatchObject({ noSuchDate: { words } });
    expect(found(text)?.when).toBeUndefined();
  });

  it('a date that is over stays as it was said', () => {
    expect(dayOf('on march 1 2026')).toBe('2026-03-01');
    expect(startOf('this morning at 9')).toBe('2026-03-10T09:00');
  });
});

describe('speech as it is transcribed', () => {
  it.each([
    ['at three thirty p m', '2026-03-10T15:30'],
    ['836pm', '2026-03-10T20:36'],
    ['8:6:30 p.m.', '2026-03-10T20:36'],
    ["nine o'clock", '2026-03-10T21:00'],
    ['ten a m', '2026-03-11T10:00'],
    ['twenty to six', '2026-03-10T17:40'],
    ['10 to 5', '2026-03-10T16:50'],
    ['um tomorrow um at ten a m', '2026-03-11T10:00'],
    ['half past three pm', '2026-03-10T15:30'],
    ['a quarter past 2pm', '2026-03-10T14:15'],
    ['20 past 3pm', '2026-03-10T15:20'],
    ['a quarter to noon', '2026-03-11T11:45'],
    ['six thirty-six a.m.', '2026-03-11T06:36'],
    ['at 1530', '2026-03-10T15:30'],
    ['15h30', '2026-03-10T15:30'],
  ])('"%s" is %s', (text, start) => {
    expect(startOf(text)).toBe(start);
  });
});
