import { DateTime } from 'luxon';

import { findWhen } from './find-when.ts';

function found(text: string) {
  // A Tuesday.
  const now = DateTime.fromISO('2026-03-10T15:00:00', { zone: 'Europe/Berlin' });
  if (!now.isValid) throw new Error('bad time in the test');
  return findWhen(text, now);
}

describe('what recurs', () => {
  it.each([
    ['every day', 'FREQ=DAILY', '2026-03-11T00:00'],
    ['daily at 8', 'FREQ=DAILY', '2026-03-11T08:00'],
    ['daily at 8pm', 'FREQ=DAILY', '2026-03-10T20:00'],
    ['each weekday at 9', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '2026-03-11T09:00'],
    ['on weekdays at 7am', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '2026-03-11T07:00'],
    ['every second tuesday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-03-17T00:00'],
    ['every second', 'FREQ=SECONDLY', '2026-03-10T15:00'],
    ['every 30 seconds', 'FREQ=SECONDLY;INTERVAL=30', '2026-03-10T15:00'],
    ['every second of the month', 'FREQ=MONTHLY;BYMONTHDAY=2', '2026-04-02T00:00'],
    ['every hour from 9 to 12', 'FREQ=DAILY;BYHOUR=9,10,11,12', '2026-03-11T09:00'],
    ['every 2 hours between 8 and 6pm', 'FREQ=DAILY;BYHOUR=8,10,12,14,16,18', '2026-03-10T16:00'],
    ['every half hour from 14:00 to 16:00', 'FREQ=DAILY;BYHOUR=14,15;BYMINUTE=0,30', '2026-03-10T15:30'],
    [
      'every hour from 9 to 11 on weekdays',
      'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9,10,11',
      '2026-03-11T09:00',
    ],
    ['every year on my birthday 5 may', 'FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=5', '2026-05-05T00:00'],
    ['every month pay rent on the 5th', 'FREQ=MONTHLY;BYMONTHDAY=5', '2026-04-05T00:00'],
    ['every hour on the hour', 'FREQ=HOURLY', '2026-03-10T16:00'],
    ['every hour until 6pm', 'FREQ=HOURLY;UNTIL=20260310T170000Z', '2026-03-10T16:00'],
    ['every hour for 3 hours', 'FREQ=HOURLY;UNTIL=20260310T170000Z', '2026-03-10T16:00'],
    ['tomorrow water plants every day until friday', 'FREQ=DAILY;UNTIL=20260313T225959Z', '2026-03-11T00:00'],
    ['every friday night at 1am', 'FREQ=WEEKLY;BYDAY=SA', '2026-03-14T01:00'],
    ['every other tuesday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-03-17T00:00'],
    ['every tuesday at 4pm', 'FREQ=WEEKLY;BYDAY=TU', '2026-03-10T16:00'],
    ['every tuesday at 2pm', 'FREQ=WEEKLY;BYDAY=TU', '2026-03-17T14:00'],
    ['every thursday and saturday and sunday', 'FREQ=WEEKLY;BYDAY=TH,SA,SU', '2026-03-12T00:00'],
    ['every monday, wednesday and friday at 6:30', 'FREQ=WEEKLY;BYDAY=MO,WE,FR', '2026-03-11T18:30'],
    ['every monday wednesday and friday at 6:30am', 'FREQ=WEEKLY;BYDAY=MO,WE,FR', '2026-03-11T06:30'],
    ['on tuesdays thursdays and sundays', 'FREQ=WEEKLY;BYDAY=TU,TH,SU', '2026-03-12T00:00'],
    ['tuesday and thursday 5 to 6:30 every week', 'FREQ=WEEKLY;BYDAY=TU,TH', '2026-03-10T17:00'],
    ['monday wednesday and friday every week at 7am', 'FREQ=WEEKLY;BYDAY=MO,WE,FR', '2026-03-11T07:00'],
    ['monday at 4 and thursday at 5 every week', 'FREQ=WEEKLY;BYDAY=MO', '2026-03-16T16:00'],
    ['tuesdays 9:15 to 10, starting next week', 'FREQ=WEEKLY;BYDAY=TU', '2026-03-17T09:15'],
    ['tuesdays from 9 to 10 starting 5 may', 'FREQ=WEEKLY;BYDAY=TU', '2026-05-05T09:00'],
    ['on mondays and thursdays at 6pm', 'FREQ=WEEKLY;BYDAY=MO,TH', '2026-03-12T18:00'],
    ['every 2 weeks on friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', '2026-03-13T00:00'],
    ['every fortnight', 'FREQ=WEEKLY;INTERVAL=2', '2026-03-24T00:00'],
    ['once a week', 'FREQ=WEEKLY', '2026-03-17T00:00'],
    ['the first monday of every month', 'FREQ=MONTHLY;BYDAY=1MO', '2026-04-06T00:00'],
    ['every last friday of the month at 4pm', 'FREQ=MONTHLY;BYDAY=-1FR', '2026-03-27T16:00'],
    ['every 3 months', 'FREQ=MONTHLY;INTERVAL=3', '2026-06-10T00:00'],
    ['on the last day of every month', 'FREQ=MONTHLY;BYMONTHDAY=-1', '2026-03-31T00:00'],
    ['monthly on the last day', 'FREQ=MONTHLY;BYMONTHDAY=-1', '2026-03-31T00:00'],
    ['every 15th', 'FREQ=MONTHLY;BYMONTHDAY=15', '2026-03-15T00:00'],
    ['yearly on march 3', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3', '2027-03-03T00:00'],
    ['every december 25', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25', '2026-12-25T00:00'],
    ['every morning', 'FREQ=DAILY', '2026-03-11T08:00'],
    ['every evening at 7', 'FREQ=DAILY', '2026-03-10T19:00'],
    ['every monday morning', 'FREQ=WEEKLY;BYDAY=MO', '2026-03-16T08:00'],
    ['every two hours', 'FREQ=HOURLY;INTERVAL=2', '2026-03-10T17:00'],
    ['at 9 every weekday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '2026-03-11T09:00'],
    ['tomorrow at 8 every day', 'FREQ=DAILY', '2026-03-11T08:00'],
    ['every day except sunday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA', '2026-03-11T00:00'],
    ['every monday at 9 starting april 1', 'FREQ=WEEKLY;BYDAY=MO', '2026-04-06T09:00'],
    ['every monday starting april 1', 'FREQ=WEEKLY;BYDAY=MO', '2026-04-06T00:00'],
  ])('"%s" is %s', (text, rule, start) => {
    expect(found(text)?.recurrence).toEqual({ rule });
    expect(found(text)?.when?.start.slice(0, 16)).toBe(start);
  });

  it.each([
    ['every day at 9 until friday', 'FREQ=DAILY;UNTIL=20260313T225959Z'],
    ['every day until june', 'FREQ=DAILY;UNTIL=20260601T215959Z'],
    ['every day at 8 for 5 times', 'FREQ=DAILY;COUNT=5'],
    ['every week three times', 'FREQ=WEEKLY;COUNT=3'],
    ['each tuesday at 3pm for 4 weeks', 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20260413T215959Z'],
  ])('"%s" ends', (text, rule) => {
    expect(found(text)?.recurrence?.rule).toBe(rule);
  });

  it.each([
    ['monthly on the 30th', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1', '2026-03-30'],
    ['every month on the 29th', 'FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1', '2026-03-29'],
    ['every february 29', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1', '2027-02-28'],
  ])('"%s" falls on the last day of a month that is too short, and says so', (text, rule, day) => {
    expect(found(text)?.recurrence).toEqual({ rule, endOfShortMonths: true });
    expect(found(text)?.when?.start.slice(0, 10)).toBe(day);
  });

  it('has an end of each time', () => {
    expect(found('every monday from 9 to 10')?.when).toEqual({
      start: '2026-03-16T09:00:00+01:00',
      end: '2026-03-16T10:00:00+01:00',
      grain: 'hour',
    });
  });

  it('takes a time that is said elsewhere', () => {
    const text = 'remind me daily to stretch at 10am';
    expect(found(text)).toMatchObject({
      recurrence: { rule: 'FREQ=DAILY' },
      when: { start: '2026-03-11T10:00:00+01:00' },
    });
    expect(found(text)?.spans.map(({ start, end }) => text.slice(start, end))).toEqual(['daily', 'at 10am']);
  });

  it.each(['every time I call', 'my weekly meeting', 'twice a day', 'the daily newspaper'])(
    '"%s" says nothing of when',
    (text) => {
      expect(found(text)).toBeUndefined();
    },
  );

  it('a yearly date that never comes does not exist', () => {
    expect(found('every february 30')).toMatchObject({ noSuchDate: { words: 'february 30' } });
  });
});
