import { DateTime } from 'luxon';

import { findWhen } from './find-when.ts';

/** A Tuesday. */
const now = DateTime.fromISO('2026-03-10T10:00:00', { zone: 'UTC' }) as DateTime<true>;

describe('dates that are found from another one', () => {
  it.each([
    ['the monday after easter', '2026-04-06'],
    ['the friday before christmas', '2026-12-18'],
    ['four days before christmas', '2026-12-21'],
    ['two sundays ago', '2026-03-01'],
    ['tomorrow week', '2026-03-18'],
    ['the ides of march', '2026-03-15'],
    ['wed at noon', '2026-03-11'],
  ])('"%s" is %s', (text, day) => {
    expect(findWhen(text, now)?.when?.start.slice(0, 10)).toBe(day);
  });

  it.each([
    ['late 2027', '2027-09-02', '2028-01-01'],
    ['the evening of april 4th', '2026-04-04', '2026-04-04'],
    ['the weekend of april 4th', '2026-04-04', '2026-04-06'],
    ['the last quarter of 2027', '2027-10-01', '2028-01-01'],
  ])('"%s" is a range', (text, start, end) => {
    const when = findWhen(text, now)?.when;
    expect([when?.start.slice(0, 10), when?.end?.slice(0, 10)]).toEqual([start, end]);
  });

  it.each([
    ['ten to six pm', '17:50'],
    ['close of business', '18:00'],
  ])('"%s" is at %s', (text, time) => {
    const { when } = findWhen(text, now) ?? {};
    expect([when?.start.slice(11, 16), when?.end]).toEqual([time, undefined]);
  });
});
