import fc from 'fast-check';
import { DateTime } from 'luxon';

import { nextRing } from '../recurrence/next-ring.ts';
import { nextOccurrences } from './recurrence.ts';

/** Their clocks change in opposite seasons, by half an hour, at midnight, and on weekdays. */
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
];
const firstDay = DateTime.fromISO('2026-01-01', { zone: 'UTC' });
const days = 430;
const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** A rule, and on which days it falls, told in another way. */
interface Series {
  rule: string;
  falls: (day: DateTime, at: number) => boolean;
}

const series: fc.Arbitrary<Series> = fc.oneof(
  fc.integer({ min: 1, max: 5 }).map((step) => ({
    rule: `FREQ=DAILY;INTERVAL=${step}`,
    falls: (_: DateTime, at: number) => at % step === 0,
  })),
  fc.subarray(codes, { minLength: 1 }).map((on) => ({
    rule: `FREQ=WEEKLY;BYDAY=${on.join(',')}`,
    falls: (day: DateTime) => on.includes(codes[day.weekday - 1] ?? ''),
  })),
  fc.integer({ min: 1, max: 31 }).map((date) => ({
    rule: `FREQ=MONTHLY;BYMONTHDAY=${date}`,
    falls: (day: DateTime) => day.day === date,
  })),
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(...codes)).map(([nth, on]) => ({
    rule: `FREQ=MONTHLY;BYDAY=${nth}${on}`,
    falls: (day: DateTime) => codes[day.weekday - 1] === on && Math.ceil(day.day / 7) === nth,
  })),
  fc.constant({
    rule: 'FREQ=MONTHLY;BYMONTHDAY=-1',
    falls: (day: DateTime) => day.plus({ days: 1 }).day === 1,
  }),
);

/** The moment of a time on the wall clock: the first of two, and one that is skipped as much later as the clocks go forward. */
function momentOf(wall: DateTime, zone: string): number {
  const local = wall.toMillis();
  const offsetAt = (moment: number): number => DateTime.fromMillis(moment, { zone }).offset * 60_000;
  const [before, after] = [offsetAt(local - 86_400_000), offsetAt(local + 86_400_000)];
  const fitting = [local - before, local - after].filter((moment) => offsetAt(moment) === local - moment);
  return fitting.length > 0 ? Math.min(...fitting) : local - before;
}

/** What is said: a series, at a time of day in a zone. */
interface Said {
  zone: string;
  one: Series;
  hour: number;
  minute: number;
}

const whole: fc.Arbitrary<Said> = fc.record({
  zone: fc.constantFrom(...zones),
  one: series,
  // The hours of the night in which clocks change come more often.
  hour: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 23 })),
  minute: fc.constantFrom(0, 15, 30, 45),
});

function expected({ zone, one, hour, minute }: Said): number[] {
  return Array.from({ length: days }, (_, at) => at).flatMap((at) => {
    const day = firstDay.plus({ days: at });
    return one.falls(day, at) ? [momentOf(day.set({ hour, minute }), zone)] : [];
  });
}

/** On the first day of all, whether the series falls on it or not. */
const startOf = ({ hour, minute }: Said): string =>
  firstDay.set({ hour, minute }).toFormat("yyyy-MM-dd'T'HH:mm");

describe('what repeats over changes of the clocks in five zones', () => {
  it('is on each of its days once, at its time on the wall clock, and on no other', () => {
    fc.assert(
      fc.property(whole, (said) => {
        const times = expected(said);
        const found = nextOccurrences(said.one.rule, startOf(said), said.zone, new Date(0), times.length);

        expect(found.map(Number)).toEqual(times);
      }),
      { numRuns: 100 },
    );
  });

  it('rings each time once, asked after each ring for the next', () => {
    fc.assert(
      fc.property(whole, fc.nat(days - 60), fc.constantFrom(0, 10, 60), (said, from, leadMinutes) => {
        const after = firstDay.plus({ days: from }).toMillis();
        const times = expected(said)
          .map((time) => time - leadMinutes * 60_000)
          .filter((time) => time > after)
          .slice(0, 20);
        const start = DateTime.fromISO(startOf(said), { zone: said.zone }).toJSDate();
        const rung: number[] = [];
        for (let last = after; rung.length < times.length;) {
          const next = nextRing(
            { rule: said.one.rule, start, timezone: said.zone, leadMinutes },
            new Date(last),
          );
          rung.push((last = Number(next)));
        }

        expect(rung).toEqual(times);
      }),
      { numRuns: 40 },
    );
  });
});
