import { dayAndSecondOf, millisecondOf, minuteOf, secondOf } from './time-of-day.ts';

describe('a time of day', () => {
  const at = '2026-11-28T03:05:18.123Z';

  it('is written in one way, and finer where it has to tell more apart', () => {
    expect(secondOf(at).replace(':18', '')).toBe(minuteOf(at));
    expect(millisecondOf(at).replace(/\D123/, '')).toBe(secondOf(at));
    expect(dayAndSecondOf(at)).toMatch(/2026/);
    expect(dayAndSecondOf(at).endsWith(secondOf(at))).toBe(true);
  });
});
