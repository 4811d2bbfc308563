import { HourCount } from './hour-count.ts';

const minute = 60_000;
const start = 1_000 * minute;

describe('a count of the last hour', () => {
  it('forgets what is older', () => {
    const count = new HourCount();
    count.add(start);
    count.add(start);
    count.add(start + 30 * minute);

    expect(count.at(start + 59 * minute)).toBe(3);
    expect(count.at(start + 60 * minute)).toBe(1);
    expect(count.at(start + 90 * minute)).toBe(0);
  });

  it('tells when there is room again', () => {
    const count = new HourCount();
    count.add(start);
    count.add(start + 10 * minute);
    const now = start + 20 * minute;

    expect(count.minutesUntilBelow(3, now)).toBe(0);
    expect(count.minutesUntilBelow(2, now)).toBe(40);
    expect(count.minutesUntilBelow(1, now)).toBe(50);
    expect(count.at(now + 40 * minute)).toBe(1);
  });
});
