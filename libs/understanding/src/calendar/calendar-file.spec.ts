import ICAL from 'ical.js';

import { calendarReading } from '../media/calendar-file.ts';
import { nextOccurrences } from '../recurrence/index.ts';
import { type CalendarEntry, calendarFile, uidOf } from './calendar-file.ts';

const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  id: '0197',
  title: 'Yoga',
  startsAt: new Date('2026-12-10T17:00:00Z'),
  isAllDay: false,
  timezone: 'Europe/Berlin',
  alarms: [],
  ...more,
});
const linesOf = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');
const never = new AbortController().signal;

/** The first times of the only event, as another program reads them from the file alone. */
function timesIn(text: string, count: number): Date[] {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') as ICAL.Component);
  const times = event.iterator();
  return Array.from({ length: count }, () => times.next().toJSDate());
}

describe('a calendar file', () => {
  it('has an event with its place, end and alarms, whatever characters they hold', () => {
    const text = calendarFile([
      entry({
        title: 'Lunch; with Ana, Bo\nand Ça',
        place: 'Blue, Note',
        endsAt: new Date('2026-12-10T18:30:00Z'),
        alarms: [15, 1440],
      }),
    ]);

    expect(linesOf(text)).toEqual(
      expect.arrayContaining([
        `UID:${uidOf('0197')}`,
        'DTSTART:20261210T170000Z',
        'DTEND:20261210T183000Z',
        String.raw`SUMMARY:Lunch\; with Ana\, Bo\nand Ça`,
        String.raw`LOCATION:Blue\, Note`,
        'TRIGGER:-PT15M',
        'TRIGGER:-P1D',
      ]),
    );
  });

  it('has whole days as dates, also where midnight is another day in UTC', () => {
    const text = calendarFile([
      entry({
        isAllDay: true,
        startsAt: new Date('2026-12-09T23:00:00Z'),
        endsAt: new Date('2026-12-11T23:00:00Z'),
        rule: 'FREQ=YEARLY;UNTIL=20291210T225959Z\nEXDATE:20271210T000000',
      }),
    ]);

    expect(linesOf(text)).toEqual(
      expect.arrayContaining([
        'DTSTART;VALUE=DATE:20261210',
        'DTEND;VALUE=DATE:20261212',
        'RRULE:FREQ=YEARLY;UNTIL=20291210',
        'EXDATE;VALUE=DATE:20271210',
      ]),
    );
  });

  it.each([
    ['Europe/Berlin', 'FREQ=WEEKLY'],
    ['America/New_York', 'FREQ=DAILY;INTERVAL=2'],
    ['Australia/Lord_Howe', 'FREQ=WEEKLY;BYDAY=MO,TH'],
    ['Africa/Casablanca', 'FREQ=WEEKLY'],
    ['Asia/Tokyo', 'FREQ=MONTHLY;BYDAY=-1FR'],
    ['America/Santiago', 'FREQ=WEEKLY\nEXDATE:20261217T140000'],
  ])('has the times of what repeats in %s over all changes of the clocks: %s', (timezone, rule) => {
    const [startsAt = new Date()] = nextOccurrences(
      rule.split('\n')[0] ?? '',
      '2026-12-03T14:00:00',
      timezone,
      new Date('2026-12-01T00:00:00Z'),
      1,
    );
    const count = 60;
    const ours = nextOccurrences(
      rule,
      startsAt.toISOString(),
      timezone,
      new Date(startsAt.getTime() - 1),
      count,
    );

    expect(timesIn(calendarFile([entry({ startsAt, timezone, rule })]), count)).toEqual(ours);
  });

  it('says the end of a repetition in UTC, also where it is kept by the clock', () => {
    const text = calendarFile([entry({ rule: 'FREQ=DAILY;UNTIL=20261212T100000' })]);

    expect(linesOf(text)).toContain('RRULE:FREQ=DAILY;UNTIL=20261212T090000Z');
  });

  it('comes back as it was written when it is sent to us', async () => {
    const rule = 'FREQ=WEEKLY\nEXDATE:20261217T180000';
    const text = calendarFile([entry({ place: 'Gym', rule, endsAt: new Date('2026-12-10T18:00:00Z') })]);

    expect(await calendarReading(text, 'Europe/Berlin', never)).toMatchObject({
      actions: [
        {
          title: 'Yoga',
          place: 'Gym',
          when: { start: '2026-12-10T18:00:00+01:00', end: '2026-12-10T19:00:00+01:00' },
          recurrence: { rule },
        },
      ],
    });
  });
});
