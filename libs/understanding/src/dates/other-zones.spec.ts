import { DateTime } from 'luxon';

import { findWhen } from './find-when.ts';

const now = DateTime.fromISO('2026-03-10T15:00:00', { zone: 'Europe/Berlin' }) as DateTime<true>;

describe('a time in another zone', () => {
  it.each([
    ['at 5pm Tokyo time', '2026-03-11T09:00:00+01:00'],
    ['at 10 London time tomorrow', '2026-03-11T11:00:00+01:00'],
    ['tomorrow at 10 am in new york time', '2026-03-11T15:00:00+01:00'],
    ['3 pm tomorrow EST', '2026-03-11T21:00:00+01:00'],
    ['tomorrow at 3pm, Los Angeles time', '2026-03-11T23:00:00+01:00'],
    ['at 3pm eastern tomorrow', '2026-03-11T20:00:00+01:00'],
    ['9am UTC', '2026-03-11T10:00:00+01:00'],
    ['tomorrow 8am jst', '2026-03-11T00:00:00+01:00'],
    ['friday at 4 in the afternoon india time', '2026-03-13T11:30:00+01:00'],
    ['tomorrow evening at 8 UK time', '2026-03-11T21:00:00+01:00'],
    ['at 5pm Berlin time', '2026-03-10T17:00:00+01:00'],
    ['every friday at 11pm EST', '2026-03-14T05:00:00+01:00'],
  ])('"%s" is %s', (text, start) => {
    expect(findWhen(text, now)).toMatchObject({ when: { start }, spans: [{ start: 0, end: text.length }] });
  });

  it('a rule recurs on the days that it has here', () => {
    expect(findWhen('every monday and friday at 11pm EST', now)?.recurrence?.rule).toBe(
      'FREQ=WEEKLY;BYDAY=TU,SA',
    );
  });

  it('that nobody knows is pointed out', () => {
    expect(findWhen('tomorrow at 3pm Mars time', now)?.noSuchDate).toEqual({
      words: '3pm Mars time',
      isTime: true,
    });
  });

  it.each(['at 5pm tea time', 'at 5pm Tea time', 'at 5 Gym time', 'at 5pm in London'])(
    '"%s" names none',
    (text) => {
      expect(findWhen(text, now)?.when?.start).toBe('2026-03-10T17:00:00+01:00');
    },
  );
});
