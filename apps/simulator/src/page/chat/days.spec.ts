import { dayName } from './days.ts';

describe('the name of a day', () => {
  const now = new Date(2026, 10, 21, 0, 5);

  it.each([
    [new Date(2026, 10, 21, 0, 1), 'Today'],
    [new Date(2026, 10, 20, 23, 59), 'Yesterday'],
  ])('of %p is %s', (at, name) => {
    expect(dayName(at, now)).toBe(name);
  });

  it('that is longer ago is its date', () => {
    expect(dayName(new Date(2026, 10, 19, 23, 59), now)).toContain('19');
  });
});
