import { DateTime } from 'luxon';

import type { DueReminder } from '#data';

import { ringMessage } from './ring-message.ts';

const timezone = 'Europe/Berlin';
const at = (time: string): Date => DateTime.fromISO(time, { zone: timezone }).toJSDate();

/** By the clock in Berlin, on 10 March or the day after; undefined: at once. */
function leaves(ring: number | undefined, due: string, now: string): string | undefined {
  const reminder: DueReminder = {
    id: '1',
    contactId: '2',
    kind: 'reminder',
    title: 'take the pills',
    dueAt: at(due),
    firedAt: at(due),
    ring,
    isStopped: false,
    timezone,
  };
  const { notBefore } = ringMessage(reminder, at(now));
  return notBefore && DateTime.fromJSDate(notBefore, { zone: timezone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

describe('a reminder that an outage held up until the quiet hours', () => {
  it.each([
    ['at the time that the person chose', undefined, '2026-03-10T21:30', undefined],
    ['for the first time until it is done', 0, '2026-03-10T21:30', undefined],
    ['again until it is done', 1, '2026-03-10T21:30', '2026-03-11T07:00'],
    ['again, after the person chose a time at night', 1, '2026-03-10T22:10', undefined],
  ])('rings %s', (_, ring, due, time) => expect(leaves(ring, due, '2026-03-10T23:00')).toBe(time));

  it('rings again at once in the daytime', () => {
    expect(leaves(1, '2026-03-10T14:00', '2026-03-10T15:00')).toBeUndefined();
  });
});
