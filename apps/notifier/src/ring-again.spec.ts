import { DateTime } from 'luxon';

import { againAfter } from './ring-again.ts';

const timezone = 'Europe/Berlin';
const at = (time: string): Date => DateTime.fromISO(time, { zone: timezone }).toJSDate();
const again = (ring: number, due: string, now = due, habits = {}): string | undefined => {
  const next = againAfter({ ring, dueAt: at(due), timezone, habits }, at(now));
  return next && DateTime.fromJSDate(next, { zone: timezone }).toFormat('HH:mm');
};

describe('a reminder that rings until it is done', () => {
  it('rings further and further apart, eight times at most', () => {
    const times = ['08:00'];
    for (let ring = 0; ; ring++) {
      const next = again(ring, `2026-03-10T${times.at(-1)}`);
      if (next === undefined) break;
      times.push(next);
    }

    expect(times).toEqual(['08:00', '08:10', '08:30', '09:10', '10:10', '11:10', '12:10', '13:10']);
  });

  it.each([
    ['not into the night', 0, '2026-03-10T21:55', undefined],
    ['until the night', 0, '2026-03-10T21:49', '21:59'],
    ['at night, where the person chose a time at night', 0, '2026-03-10T23:00', '23:10'],
    ['on until the morning', 1, '2026-03-10T06:45', '07:05'],
    ['not on another day', 1, '2026-03-10T23:45', undefined],
  ])('goes %s', (_, ring, due, next) => expect(again(ring, due)).toBe(next));

  it('goes by the quiet hours that the person chose', () => {
    const due = '2026-03-10T21:55';
    expect(again(0, due, due, { quiet: null })).toBe('22:05');
    expect(again(0, due, due, { quiet: { from: 1_350, until: 360 } })).toBe('22:05');
    expect(
      again(0, '2026-03-10T20:55', '2026-03-10T20:55', { quiet: { from: 1_260, until: 360 } }),
    ).toBeUndefined();
  });

  it('counts from when it rang, if that was late', () => {
    expect(again(0, '2026-03-10T08:00', '2026-03-10T09:30')).toBe('09:40');
    expect(again(0, '2026-03-10T08:00', '2026-03-11T09:30')).toBeUndefined();
  });

  it('is none that rings once', () => {
    expect(againAfter({ dueAt: new Date(), timezone, habits: {} }, new Date())).toBeUndefined();
  });
});
