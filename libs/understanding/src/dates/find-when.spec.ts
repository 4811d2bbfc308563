import { DateTime } from 'luxon';

import { findWhen } from './find-when.ts';

function when(text: string, now: string, zone: string) {
  const moment = DateTime.fromISO(now, { zone });
  if (!moment.isValid) throw new Error(`bad time in the test: ${now}`);
  return findWhen(text, moment)?.when;
}

describe('a date in the zone of the person', () => {
  /** A Tuesday. */
  const now = '2026-03-10T18:00:00';

  it.each([
    ['tomorrow', '2026-03-11T00:00:00+01:00', 'day'],
    ['the day after tomorrow at noon', '2026-03-12T12:00:00+01:00', 'hour'],
    ['on friday at 9am', '2026-03-13T09:00:00+01:00', 'hour'],
    ['tuesday', '2026-03-17T00:00:00+01:00', 'day'],
    ['this tuesday', '2026-03-10T00:00:00+01:00', 'day'],
    ['on the 9th', '2026-04-09T00:00:00+02:00', 'day'],
    ['march 3', '2027-03-03T00:00:00+01:00', 'day'],
    ['next week', '2026-03-16T00:00:00+01:00', 'week'],
    ['next month', '2026-04-01T00:00:00+02:00', 'month'],
    ['in 2 months', '2026-05-10T00:00:00+02:00', 'day'],
    ['october 2027', '2027-10-01T00:00:00+02:00', 'month'],
    ['next year', '2027-01-01T00:00:00+01:00', 'year'],
    ['last friday', '2026-03-06T00:00:00+01:00', 'day'],
  ])('"%s" said on a tuesday', (text, start, grain) => {
    expect(when(text, now, 'Europe/Berlin')).toEqual({ start, grain });
  });

  it.each([
    ['at 5pm', '2026-03-11T17:00:00+01:00', 'hour'],
    ['at 5', '2026-03-11T17:00:00+01:00', 'hour'],
    ['at 7', '2026-03-10T19:00:00+01:00', 'hour'],
    ['at 7:30', '2026-03-10T19:30:00+01:00', 'minute'],
    ['at 07:30', '2026-03-11T07:30:00+01:00', 'minute'],
    ['at 9 tomorrow', '2026-03-11T09:00:00+01:00', 'hour'],
    ['at 9 tomorrow evening', '2026-03-11T21:00:00+01:00', 'hour'],
    ['at eight thirty pm', '2026-03-10T20:30:00+01:00', 'minute'],
    ['tonight', '2026-03-10T20:00:00+01:00', 'hour'],
    ['in a quarter of an hour', '2026-03-10T18:15:00+01:00', 'minute'],
    ['in an hour and a half', '2026-03-10T19:30:00+01:00', 'minute'],
    ['in two and a half hours', '2026-03-10T20:30:00+01:00', 'minute'],
    ['at 8pm EST', '2026-03-11T02:00:00+01:00', 'hour'],
  ])('"%s" said at six in the evening', (text, start, grain) => {
    expect(when(text, now, 'Europe/Berlin')).toEqual({ start, grain });
  });

  it('"tonight" said late is the next full hour', () => {
    expect(when('tonight', '2026-03-10T21:20:00', 'Europe/Berlin')?.start).toBe('2026-03-10T22:00:00+01:00');
  });

  it.each([
    ['tomorrow from 2 to 4pm', '2026-03-11T14:00:00+01:00', '2026-03-11T16:00:00+01:00'],
    ['5pm to 6pm', '2026-03-11T17:00:00+01:00', '2026-03-11T18:00:00+01:00'],
    ['tomorrow morning', '2026-03-11T08:00:00+01:00', '2026-03-11T12:00:00+01:00'],
    ['tomorrow afternoon', '2026-03-11T12:00:00+01:00', '2026-03-11T18:00:00+01:00'],
    ['tomorrow evening', '2026-03-11T18:00:00+01:00', '2026-03-11T22:00:00+01:00'],
    ['from march 12 to march 14', '2026-03-12T00:00:00+01:00', '2026-03-15T00:00:00+01:00'],
  ])('the end of "%s" is exclusive', (text, start, end) => {
    expect(when(text, now, 'Europe/Berlin')).toMatchObject({ start, end });
  });

  it.each([
    'buy sun cream',
    'pay 5 to 6 people',
    'get a second opinion',
    "read friday's notes",
    'choose the 2nd option',
    'at one point',
  ])('"%s" names no date', (text) => {
    expect(when(text, now, 'Europe/Berlin')).toBeUndefined();
  });
});

describe('the clocks change', () => {
  it.each([
    ['at 2:30am', '2026-03-08T00:30:00', '2026-03-08T03:30:00-04:00', 'a skipped time moves forward'],
    ['at 2:30am', '2026-03-08T04:00:00', '2026-03-09T02:30:00-04:00', 'the next night has it again'],
    ['in 4 hours', '2026-03-08T00:30:00', '2026-03-08T05:30:00-04:00', 'hours are counted, not read off'],
    ['tomorrow at 9am', '2026-03-07T12:00:00', '2026-03-08T09:00:00-04:00', 'a time of day stays one'],
    ['in 4 hours', '2026-11-01T00:30:00', '2026-11-01T03:30:00-05:00', 'the repeated hour is counted'],
    ['tomorrow at 9am', '2026-10-31T12:00:00', '2026-11-01T09:00:00-05:00', 'a time of day stays one'],
  ])('"%s" said at %s is %s: %s', (text, now, start) => {
    expect(when(text, now, 'America/New_York')?.start).toBe(start);
  });
});

it('the day is that of the person, not of the server', () => {
  expect(when('friday at 9am', '2026-03-12T23:30:00', 'Pacific/Auckland')?.start).toBe(
    '2026-03-13T09:00:00+13:00',
  );
  expect(when('tomorrow', '2026-03-12T23:30:00', 'Pacific/Honolulu')?.start).toBe(
    '2026-03-13T00:00:00-10:00',
  );
});
