import fc from 'fast-check';
import { DateTime } from 'luxon';

import { nextOccurrences } from '#understanding/recurrence';

import { endingBefore, goingOn, hasBegun, skipping } from './event-series.ts';

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Asia/Tokyo', 'America/Santiago'];
const rules = [
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3',
  'FREQ=WEEKLY',
  'FREQ=WEEKLY;INTERVAL=2',
  'FREQ=MONTHLY',
];
const most = 60;

/** A series that passes clock changes in both directions, and which of its times is meant. At an hour that no change skips or repeats. */
const series = fc
  .record({
    zone: fc.constantFrom(...zones),
    rule: fc.constantFrom(...rules),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    hour: fc.integer({ min: 5, max: 21 }),
    at: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ zone, rule, month, day, hour, at }) => {
    const first = DateTime.fromObject({ year: 2027, month, day, hour }, { zone });
    return { rule, first, at: timesOf(rule, first)[at] ?? first };
  });

function timesOf(rule: string, first: DateTime): DateTime[] {
  const zone = first.zoneName ?? 'UTC';
  return nextOccurrences(rule, first.toISO() ?? '', zone, first.minus(1).toJSDate(), most).map((time) =>
    DateTime.fromJSDate(time, { zone }),
  );
}

const instants = (times: DateTime[]): number[] => times.map((time) => time.toMillis());
const clocks = (times: DateTime[]): string[] => times.map((time) => time.toFormat('yyyy-MM-dd HH:mm'));

describe('a series over clock changes', () => {
  it('lacks just the times that are skipped', () => {
    fc.assert(
      fc.property(series, ({ rule, first, at }) => {
        const left = instants(timesOf(skipping(rule, [at]), first));
        const expected = instants(timesOf(rule, first)).filter((time) => time !== at.toMillis());
        expect(left.slice(0, expected.length)).toEqual(expected);
      }),
    );
  });

  it('loses nothing when it is split, and keeps the time of day', () => {
    fc.assert(
      fc.property(series, ({ rule, first, at }) => {
        const before = hasBegun(rule, first, at) ? timesOf(endingBefore(rule, at), first) : [];
        const after = timesOf(goingOn(rule, first, at, at), at);
        const all = clocks([...before, ...after]).slice(0, most);
        expect(all).toEqual(clocks(timesOf(rule, first)).slice(0, all.length));
      }),
    );
  });

  it('is later by the clock, time by time, what was skipped too', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: -2, max: 2 }), ({ rule, first, at }, hours) => {
        fc.pre(first.hour + hours >= 4 && first.hour + hours <= 22);
        const skipped = timesOf(rule, at)[2] ?? at;
        const known = timesOf(skipping(rule, [skipped]), at);
        const to = at.set({ hour: at.hour + hours });
        const moved = timesOf(goingOn(skipping(rule, [skipped]), first, at, to), to);
        expect(clocks(moved)).toEqual(clocks(known.map((time) => time.set({ hour: time.hour + hours }))));
      }),
    );
  });

  it('of a number of times has as many after it is split', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 21, max: 50 }), ({ rule, first, at }, count) => {
        const counted = `${rule};COUNT=${count}`;
        const before = hasBegun(counted, first, at) ? timesOf(endingBefore(counted, at), first) : [];
        expect(before.length + timesOf(goingOn(counted, first, at, at), at).length).toBe(count);
      }),
    );
  });

  it.each([
    ['FREQ=WEEKLY;BYDAY=TU', '2027-03-02', '2027-03-03', 'FREQ=WEEKLY;BYDAY=WE'],
    ['FREQ=WEEKLY;BYDAY=SU', '2027-03-07', '2027-03-08', 'FREQ=WEEKLY;BYDAY=MO'],
    ['FREQ=MONTHLY;BYDAY=1MO', '2027-03-01', '2027-03-09', 'FREQ=MONTHLY;BYDAY=2TU'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2027-03-26', '2027-03-25', 'FREQ=MONTHLY;BYDAY=-1TH'],
    ['FREQ=MONTHLY;BYMONTHDAY=15', '2027-03-15', '2027-03-20', 'FREQ=MONTHLY;BYMONTHDAY=20'],
    ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1', '2027-03-01', '2027-04-02', 'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2'],
    [
      'FREQ=WEEKLY;BYDAY=TU;UNTIL=20270330',
      '2027-03-02',
      '2027-03-03',
      'FREQ=WEEKLY;BYDAY=WE;UNTIL=20270331',
    ],
  ])('%s moved from %s to %s is %s', (rule, from, to, moved) => {
    const [start, next] = [from, to].map((day) =>
      DateTime.fromISO(`${day}T18:00`, { zone: 'Europe/Berlin' }),
    );
    expect(start && next && goingOn(rule, start, start, next)).toBe(moved);
  });
});
