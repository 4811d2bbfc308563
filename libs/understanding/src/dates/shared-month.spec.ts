import { DateTime } from 'luxon';

import { findWhen } from './find-when.ts';

const now = DateTime.fromISO('2026-11-26T10:00:00', { zone: 'UTC' }) as DateTime<true>;

/** Each day that `text` speaks of. */
function daysIn(text: string): (string | undefined)[] {
  const { when, others = [] } = findWhen(text, now) ?? {};
  return [when, ...others.map((other) => other.when)].map((each) => each?.start.slice(0, 10));
}

describe('days of one month', () => {
  it.each([
    ['off on the 24th and 25th of december', ['2026-12-24', '2026-12-25']],
    ['trip on march 12 and 13', ['2027-03-12', '2027-03-13']],
    ['trip on march 12th, 13th and 14th', ['2027-03-12', '2027-03-13', '2027-03-14']],
    ['away on the 24th, 25th and 26th', ['2026-12-24', '2026-12-25', '2026-12-26']],
    ['closed on the 30th and 31st of december', ['2026-12-30', '2026-12-31']],
    ['fair on 2 and 3 may', ['2027-05-02', '2027-05-03']],
  ])('all are meant by "%s"', (text, days) => {
    expect(daysIn(text)).toEqual(days);
  });

  it('may be followed by one of the next month', () => {
    expect(daysIn('off on the 30th and 1st')).toEqual(['2026-11-30', '2026-12-01']);
  });

  it('are not what a number counts', () => {
    expect(daysIn('lunch on december 24 and 26 guests')).toEqual(['2026-12-24']);
  });
});
