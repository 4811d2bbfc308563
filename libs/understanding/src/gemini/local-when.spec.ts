import { type LocalWhen, localWhenSchema, resolveWhen } from './local-when.ts';

const berlin = (when: Partial<LocalWhen>): unknown =>
  resolveWhen({ start: '2026-11-23T18:00', grain: 'hour', ...when }, 'Europe/Berlin');

describe('a local time of the model', () => {
  it.each<[Partial<LocalWhen>, string]>([
    [{ start: '2026-07-01T09:00' }, '2026-07-01T09:00:00+02:00'],
    [{ start: '2026-12-01T09:00' }, '2026-12-01T09:00:00+01:00'],
    // The clock jumps from 2 to 3 that night.
    [{ start: '2027-03-28T02:30', grain: 'minute' }, '2027-03-28T03:30:00+02:00'],
    [{ start: '2026-11-25T15:00', grain: 'day' }, '2026-11-25T00:00:00+01:00'],
    [{ start: '2026-11-25', grain: 'week' }, '2026-11-23T00:00:00+01:00'],
    [{ start: '2026-11-25', grain: 'month' }, '2026-11-01T00:00:00+01:00'],
    [{ start: '2026-11-25', grain: 'year' }, '2026-01-01T00:00:00+01:00'],
  ])('is placed in the zone with the precision that it has (%j)', (when, start) => {
    expect(berlin(when)).toEqual({ start, grain: when.grain ?? 'hour' });
  });

  it('without a time of day is a day', () => {
    expect(berlin({ start: '2026-11-25', grain: 'hour' })).toEqual({
      start: '2026-11-25T00:00:00+01:00',
      grain: 'day',
    });
  });

  it('may be a period over a clock change', () => {
    expect(berlin({ start: '2026-10-24', end: '2026-10-26', grain: 'day' })).toEqual({
      start: '2026-10-24T00:00:00+02:00',
      end: '2026-10-26T00:00:00+01:00',
      grain: 'day',
    });
  });

  it.each(['2026-11-23T18:00+01:00', '2026-11-23T18:00Z', 'tomorrow', '2026-11-23 18:00'])(
    'is refused when it reads %s',
    (start) => expect(localWhenSchema.safeParse({ start, grain: 'hour' }).success).toBe(false),
  );
});
