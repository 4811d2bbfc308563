import { DateTime } from 'luxon';

import { announcedBy, nextUsualRing } from './usual-ring.ts';

const quiet = { from: 1_320, until: 420 };

/** Local times. */
interface Circumstances {
  zone?: string;
  where?: string;
  after?: string;
  announced?: string;
  isAllDay?: boolean;
  rule?: string;
  lead?: number;
  free?: boolean;
}

function ring(start: string, given: Circumstances = {}): string | undefined {
  const { zone = 'Europe/Berlin', where = zone, after = '2026-01-01T00:00', rule, lead = 15 } = given;
  const local = (time: string): Date => DateTime.fromISO(time, { zone }).toJSDate();
  const event = { start: local(start), timezone: zone, rule, isAllDay: given.isAllDay ?? false };
  const usual = { leadMinutes: lead, quiet: given.free ? undefined : quiet, timezone: where };
  const next = nextUsualRing(event, usual, {
    now: local(after),
    announced: given.announced === undefined ? undefined : local(given.announced),
  });
  return next && DateTime.fromJSDate(next, { zone: where }).toFormat("yyyy-MM-dd'T'HH:mm");
}

describe('the usual reminder of an event', () => {
  it.each([
    ['in the daytime', '2026-06-10T15:00', '2026-06-10T14:45'],
    ['that begins when the quiet hours end', '2026-06-10T07:00', '2026-06-09T21:45'],
    ['that begins just after them', '2026-06-10T07:10', '2026-06-10T07:00'],
    ['at night', '2026-06-10T05:00', '2026-06-09T21:45'],
    ['late in the evening', '2026-06-10T23:30', '2026-06-10T21:45'],
    ['at midnight', '2026-06-10T00:00', '2026-06-09T21:45'],
  ])('%s', (_, start, due) => expect(ring(start)).toBe(due));

  it.each([
    ['the clock goes forward', '2026-03-29T05:00', '2026-03-28T21:45'],
    ['the clock goes back', '2026-10-25T05:00', '2026-10-24T21:45'],
  ])('rings at the same hour in the night in which %s', (_, start, due) => expect(ring(start)).toBe(due));

  it.each([
    ['the clock goes forward', '2026-03-29T00:00', '2026-03-28T18:00'],
    ['the clock goes back', '2026-10-25T00:00', '2026-10-24T18:00'],
    ['nothing happens', '2026-06-10T00:00', '2026-06-09T18:00'],
  ])('of a whole day rings in the evening before, also when %s', (_, day, due) => {
    const morning = day.replace('T00', 'T09');
    expect(ring(morning, { isAllDay: true })).toBe(due);
  });

  it.each([
    ['an hour', 60, '2026-06-09T18:00'],
    ['a day', 1_440, '2026-06-09T18:00'],
    ['a day and a half', 2_160, '2026-06-09T18:00'],
    ['a week', 10_080, '2026-06-03T18:00'],
  ])('of a whole day rings in an evening, where the person wants %s before', (_, lead, due) => {
    expect(ring('2026-06-10T09:00', { isAllDay: true, free: true, lead })).toBe(due);
  });

  it.each([
    [false, 15, '2026-06-10T14:45', '2026-06-10T15:00'],
    [false, 4_320, '2026-06-07T15:00', '2026-06-10T15:00'],
    [true, 15, '2026-06-09T18:00', '2026-06-10T15:00'],
    [true, 4_320, '2026-06-07T18:00', '2026-06-10T15:00'],
  ])('of what repeats each day announces the time it rings before (%s, %d)', (isAllDay, lead, due, time) => {
    const utc = (at: string): Date => new Date(`${at}:00Z`);
    const event = { start: utc('2026-06-01T15:00'), timezone: 'utc', rule: 'FREQ=DAILY', isAllDay };
    expect(announcedBy(event, lead, utc(due))).toEqual(utc(time));
  });

  it('goes by the quiet hours of the place where the person is', () => {
    // 15:00 in Berlin is 23:00 in Tokyo.
    expect(ring('2026-06-10T15:00', { where: 'Asia/Tokyo' })).toBe('2026-06-10T21:45');
    expect(ring('2026-06-10T05:00', { where: 'Asia/Tokyo' })).toBe('2026-06-10T11:45');
  });

  it('rings at night where the person wants no quiet hours', () => {
    expect(ring('2026-06-10T05:00', { free: true, lead: 60 })).toBe('2026-06-10T04:00');
  });

  it('is none when its time is over', () => {
    expect(ring('2026-06-10T15:00', { after: '2026-06-10T14:45' })).toBeUndefined();
    expect(ring('2026-06-10T05:00', { after: '2026-06-09T22:00' })).toBeUndefined();
  });

  it('is not of a time that was announced already', () => {
    const [rule, announced] = ['FREQ=DAILY', '2026-06-10T05:00'];
    // Rung in the evening before, in Berlin; in Chicago that would come anew.
    const given = { where: 'America/Chicago', after: '2026-06-09T22:00' };
    expect(ring('2026-06-01T05:00', { ...given, rule })).toBe('2026-06-09T21:45');
    expect(ring('2026-06-01T05:00', { ...given, rule, announced })).toBe('2026-06-10T21:45');
    expect(ring('2026-06-10T05:00', { ...given })).toBe('2026-06-09T21:45');
    expect(ring('2026-06-10T05:00', { ...given, announced })).toBeUndefined();
  });

  it.each(['Europe/Berlin', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kolkata'])(
    'rings once before each time of a year in %s, and never at night',
    (zone) => {
      for (const [time, rule] of [
        ['05:00', 'FREQ=DAILY'],
        ['15:00', 'FREQ=DAILY'],
        ['02:30', 'FREQ=DAILY'],
      ] as const) {
        const rings: string[] = [];
        for (let after = '2026-01-01T12:00'; rings.length < 365;) {
          const next = ring(`2026-01-01T${time}`, { zone, rule, after });
          if (next === undefined) break;
          rings.push(next);
          after = next;
        }
        const days = rings.map((one) => one.slice(0, 10));
        expect(new Set(days).size).toBe(365);
        expect(new Set(rings.map((one) => one.slice(11)))).toEqual(
          new Set([time === '15:00' ? '14:45' : '21:45']),
        );
      }
    },
  );

  it('rings once for all times of one night', () => {
    const rule = 'FREQ=HOURLY';
    expect(ring('2026-06-01T00:00', { rule, after: '2026-06-10T21:00' })).toBe('2026-06-10T21:45');
    expect(ring('2026-06-01T00:00', { rule, after: '2026-06-10T21:45' })).toBe('2026-06-11T07:45');
  });
});
