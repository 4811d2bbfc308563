import { DateTime, Interval } from 'luxon';

import { freeTimes } from './free-times.ts';

/** A time in Berlin of a week that begins on Monday, 30 November. */
const between = (from: string, until: string): Interval<true> => {
  const interval = Interval.fromDateTimes(
    DateTime.fromISO(from, { zone: 'Europe/Berlin' }),
    DateTime.fromISO(until, { zone: 'Europe/Berlin' }),
  );
  if (!interval.isValid) throw new RangeError(`${from} is not before ${until}`);
  return interval;
};
const told = (times: Interval<true>[]): string[] =>
  times.map(({ start, end }) => `${start.toFormat('ccc HH:mm')}-${end.toFormat('HH:mm')}`);

const monday = between('2026-11-30', '2026-12-01');
const mondayEvening = between('2026-11-30T18:00', '2026-11-30T22:00');

describe('free times', () => {
  it.each([
    ['a whole day are those in which people meet', monday, false, ['Mon 09:00-18:00']],
    ['a named part of the day are within that', mondayEvening, true, ['Mon 18:00-22:00']],
    [
      'named hours are as early as was said',
      between('2026-11-30T06:00', '2026-11-30T08:00'),
      true,
      ['Mon 06:00-08:00'],
    ],
    [
      'named hours go on over midnight',
      between('2026-11-30T22:00', '2026-12-01T02:00'),
      true,
      ['Mon 22:00-02:00'],
    ],
    [
      'hours that are days apart are those in which people meet',
      between('2026-11-30T08:00', '2026-12-01T17:00'),
      true,
      ['Mon 09:00-18:00', 'Tue 09:00-17:00'],
    ],
  ])('of %s', (_, period, isOfHours, times) => {
    expect(told(freeTimes(period, [], 60, isOfHours))).toEqual(times);
  });

  it('lie between what is planned, begin at full or half hours, and last long enough', () => {
    const busy = [
      between('2026-11-30T19:10', '2026-11-30T19:40'),
      between('2026-11-30T20:15', '2026-11-30T20:45'),
    ];

    expect(told(freeTimes(mondayEvening, busy, 60, true))).toEqual(['Mon 18:00-19:10', 'Mon 21:00-22:00']);
    expect(told(freeTimes(mondayEvening, busy, 120, true))).toEqual([]);
  });

  it('are on weekdays before weekends, and no more than five', () => {
    const saturdayOn = between('2026-12-05', '2026-12-13');

    expect(told(freeTimes(saturdayOn, [], 60)).map((time) => time.slice(0, 3))).toEqual([
      'Mon',
      'Tue',
      'Wed',
      'Thu',
      'Fri',
    ]);
    expect(told(freeTimes(between('2026-12-04', '2026-12-06'), [], 60))).toEqual([
      'Fri 09:00-18:00',
      'Sat 09:00-18:00',
    ]);
  });
});
