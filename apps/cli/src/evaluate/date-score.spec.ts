import type { DateRow } from './evaluation-data.ts';
import { isRightDate } from './date-score.ts';

const row = (kind: DateRow['kind'], expected: DateRow['expected']): DateRow => ({
  text: '',
  reference: '2026-03-10T14:00:00Z',
  timezone: 'UTC',
  kind,
  expected,
});
const on = (day: string): string => `2026-03-${day}:00:00Z`;

describe('isRightDate', () => {
  it.each([
    ['date', '12T00', '12T09', true],
    ['date', '12T00', '13T00', false],
    ['week', '09T00', '15T00', true],
    ['week', '09T00', '16T00', false],
    ['daypart', '12T18', '12T17', false],
  ] as const)('a %s at %s, answered with %s: %s', (kind, start, got, right) => {
    expect(
      isRightDate(row(kind, { start: on(start), grain: 'day' }), { start: on(got), grain: 'hour' }),
    ).toBe(right);
  });

  it('a time of day has to be said', () => {
    const expected = row('datetime', { start: on('12T00'), grain: 'minute' });
    expect(isRightDate(expected, { start: on('12T00'), grain: 'minute' })).toBe(true);
    expect(isRightDate(expected, { start: on('12T00'), grain: 'day' })).toBe(false);
  });

  it('the end of a range counts, of whole days also as the last one', () => {
    const expected = row('range', { start: on('12T00'), end: on('15T00'), grain: 'day' });
    const ending = (end?: string) =>
      isRightDate(expected, { start: on('12T00'), grain: 'day', ...(end && { end: on(end) }) });
    expect([ending('15T00'), ending('14T00'), ending('16T00'), ending()]).toEqual([true, true, false, false]);
  });

  it('a part of a day is met by an overlapping interval', () => {
    const expected = row('daypart', { start: on('12T18'), end: on('13T00'), grain: 'hour' });
    expect(isRightDate(expected, { start: on('12T17'), end: on('12T19'), grain: 'hour' })).toBe(true);
    expect(isRightDate(expected, { start: on('12T15'), end: on('12T18'), grain: 'hour' })).toBe(false);
  });
});
