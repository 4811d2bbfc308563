import { DateTime } from 'luxon';

import { findWhen } from './find-when.ts';

function range(text: string): string | undefined {
  const now = DateTime.fromISO('2026-03-10T08:00:00', { zone: 'UTC' });
  if (!now.isValid) throw new Error('bad time in the test');
  const when = findWhen(text, now)?.when;
  return when && `${when.start.slice(0, 16)} to ${when.end?.slice(0, 16)}`;
}

describe('from one time to another', () => {
  it.each([
    ['from 4pm for 30 minutes', '2026-03-10T16:00 to 2026-03-10T16:30'],
    ['14th Apr for 7 hours from 9:30am', '2026-04-14T09:30 to 2026-04-14T16:30'],
    ['7 hours from 9:30am on 14 april', '2026-04-14T09:30 to 2026-04-14T16:30'],
    ['between 3:30 and 6pm', '2026-03-10T15:30 to 2026-03-10T18:00'],
    ['11:30-1:30', '2026-03-10T11:30 to 2026-03-10T13:30'],
    ['from 11 to 1pm', '2026-03-10T11:00 to 2026-03-10T13:00'],
    ['9am to 12pm', '2026-03-10T09:00 to 2026-03-10T12:00'],
    ['tomorrow from 7:00 to 8:00pm', '2026-03-11T19:00 to 2026-03-11T20:00'],
    ['8am-3 yesterday afternoon', '2026-03-09T08:00 to 2026-03-09T15:00'],
    ['on the 17 between 2 and 4pm', '2026-03-17T14:00 to 2026-03-17T16:00'],
    ['from 10:30 to 3 on friday', '2026-03-13T10:30 to 2026-03-13T15:00'],
    ['later than 9:30 but before 11:00 on thursday', '2026-03-12T09:30 to 2026-03-12T11:00'],
    ['thursday 9:00 - 11:00 GST', '2026-03-12T05:00 to 2026-03-12T07:00'],
    ['friday 10pm to 2am', '2026-03-13T22:00 to 2026-03-14T02:00'],
    ['from friday 5pm to saturday 6pm', '2026-03-13T17:00 to 2026-03-14T18:00'],
    ['7 march 22 to 6', '2027-03-07T22:00 to 2027-03-08T06:00'],
    ['april 7th 20 to 23', '2026-04-07T20:00 to 2026-04-07T23:00'],
    ['7 april 20 to midnight', '2026-04-07T20:00 to 2026-04-08T00:00'],
    ['7 apr 22-6', '2026-04-07T22:00 to 2026-04-08T06:00'],
    ['tomorrow 6 to 14', '2026-03-11T06:00 to 2026-03-11T14:00'],
    ['tomorrow at 10 until 9', '2026-03-11T10:00 to 2026-03-11T21:00'],
    ['five until nine', '2026-03-10T17:00 to 2026-03-10T21:00'],
    ['the next 3 hours', '2026-03-10T08:00 to 2026-03-10T11:00'],
  ])('"%s" is %s', (text, expected) => {
    expect(range(text)).toBe(expected);
  });
});

describe('from one day to another: the end is the day after the last', () => {
  it.each([
    ['5/1-5/7/2027', '2027-05-01T00:00 to 2027-05-08T00:00'],
    ['july 13-15', '2026-07-13T00:00 to 2026-07-16T00:00'],
    ['july third through tenth', '2026-07-03T00:00 to 2026-07-11T00:00'],
    ['between ninth and seventeenth of april', '2026-04-09T00:00 to 2026-04-18T00:00'],
    ['from 13 to 15 of july', '2026-07-13T00:00 to 2026-07-16T00:00'],
    ['4 through 23 of next month', '2026-04-04T00:00 to 2026-04-24T00:00'],
    ['dec 28 to jan 3', '2026-12-28T00:00 to 2027-01-04T00:00'],
    ['7 march 22 to 9 march 22', '2022-03-07T00:00 to 2022-03-10T00:00'],
    ['monday to wednesday', '2026-03-16T00:00 to 2026-03-19T00:00'],
    ['18th for 10 days', '2026-03-18T00:00 to 2026-03-28T00:00'],
    ['next two days', '2026-03-11T00:00 to 2026-03-13T00:00'],
    ['last 2 weeks', '2026-02-23T00:00 to 2026-03-09T00:00'],
    ['this weekend', '2026-03-14T00:00 to 2026-03-16T00:00'],
    ['third quarter of 2027', '2027-07-01T00:00 to 2027-10-01T00:00'],
    ['rest of the week', '2026-03-10T00:00 to 2026-03-16T00:00'],
  ])('"%s" is %s', (text, expected) => {
    expect(range(text)).toBe(expected);
  });
});
