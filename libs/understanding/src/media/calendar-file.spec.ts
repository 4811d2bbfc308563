import { icsOf } from '#testing';

import type { Reading } from '../reading.ts';
import { calendarReading } from './calendar-file.ts';

const never = new AbortController().signal;
const read = (...events: string[][]): Promise<Reading | undefined> =>
  calendarReading(Buffer.from(icsOf(...events)).toString(), 'Europe/Berlin', never);
const titles = (reading: Reading | undefined): (string | undefined)[] =>
  (reading?.actions ?? []).map(({ title }) => title);
const call = (...more: string[]): string[] => ['DTSTART:20261210T090000Z', 'SUMMARY:Call', ...more];

describe('of a calendar file', () => {
  it('of any length the first 50 events are taken, and the others are counted', async () => {
    const description = `DESCRIPTION:${'x'.repeat(2_000)}`;
    const reading = await read(
      ...Array.from({ length: 53 }, (_, at) => [...call(description), `LOCATION:${at}`]),
    );

    expect(reading?.actions?.map(({ place }) => place)).toEqual(
      Array.from({ length: 50 }, (_, at) => `${at}`),
    );
    expect(reading?.summary).toBe('3 more events in the file are not shown.');
  });

  it.each([
    ['that is none', 'DTSTART:soon'],
    ['that does not exist', 'DTSTART:20260230T090000Z'],
    ['whose day does not exist', 'DTSTART;VALUE=DATE:20260230'],
    ['at the end of time', 'DTSTART:99991231T235900Z'],
    ['long gone', 'DTSTART;VALUE=DATE:00010101'],
    ['without an end', 'DTSTART:20261210T090000Z\r\nDURATION:P9999999W'],
  ])('a date %s loses its event only, and is pointed out', async (_, start) => {
    const reading = await read(call(), [start, 'SUMMARY:Lunch'], ['SUMMARY:Some day'], call('LOCATION:B'));

    expect(titles(reading)).toEqual(['Call', 'Call']);
    expect(reading?.summary).toBe('I left out “Lunch”, “Some day”: there is no date that I can keep.');
  });

  it('an event that ends on no date is left out', async () => {
    expect(await read(call('DTEND:20260231T090000Z'))).toEqual({
      summary: 'I left out “Call”: there is no date that I can keep.',
    });
  });

  it.each([
    'FREQ=YEARLY;BYEASTER=1',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYSETPOS=300',
    'FREQ=SECONDLY',
    'FREQ=DAILY;UNTIL=20200101T000000Z',
  ])('what repeats by %s is taken once, and that is said', async (rule) => {
    const reading = await read(call(`RRULE:${rule}`));

    expect(reading?.actions).toMatchObject([{ title: 'Call' }]);
    expect(reading?.actions?.[0]).not.toHaveProperty('recurrence');
    expect(reading?.summary).toBe(
      'I cannot repeat “Call” as the file says, so only the first time is there.',
    );
  });

  it('what ends on the clock of its place repeats until then', async () => {
    expect(await read(call('RRULE:FREQ=DAILY;UNTIL=20261212T100000'))).toEqual({
      actions: [expect.objectContaining({ recurrence: { rule: 'FREQ=DAILY;UNTIL=20261212T100000' } })],
    });
  });

  it('an excluded time is left out, and a moved or cancelled one too; the moved one is an event of its own', async () => {
    const ofSeries = (...lines: string[]): string[] => ['UID:series', 'SUMMARY:Call\\, later', ...lines];
    const reading = await read(
      call('UID:series', 'RRULE:FREQ=WEEKLY', 'EXDATE:20261217T090000Z'),
      ofSeries('DTSTART:20261225T100000Z', 'RECURRENCE-ID:20261224T090000Z'),
      ofSeries('DTSTART:20261231T090000Z', 'RECURRENCE-ID:20261231T090000Z', 'STATUS:CANCELLED'),
    );

    expect(reading).toEqual({
      actions: [
        expect.objectContaining({
          title: 'Call',
          recurrence: { rule: 'FREQ=WEEKLY\nEXDATE:20261217T100000,20261224T100000,20261231T100000' },
        }),
        expect.objectContaining({
          title: 'Call, later',
          when: expect.objectContaining({ start: '2026-12-25T11:00:00+01:00' }),
        }),
      ],
    });
  });

  it('a day excluded from something at a time is pointed out', async () => {
    const reading = await read(call('RRULE:FREQ=WEEKLY', 'EXDATE;VALUE=DATE:20261217'));

    expect(reading?.actions).toMatchObject([{ title: 'Call', recurrence: { rule: 'FREQ=WEEKLY' } }]);
    expect(reading?.summary).toBe('I cannot leave out single days of “Call”: please cancel those yourself.');
  });

  it('a zone of Outlook is known by its name, another is pointed out', async () => {
    const at = (zone: string): Promise<Reading | undefined> =>
      read([`DTSTART;TZID=${zone}:20261210T090000`, 'SUMMARY:Call']);

    expect(await at('"Eastern Standard Time"')).toEqual({
      actions: [expect.objectContaining({ when: { start: '2026-12-10T15:00:00+01:00', grain: 'minute' } })],
    });
    expect(await at('Mars')).toMatchObject({
      summary: 'I do not know the time zone of “Call”, so I took yours.',
      actions: [{ when: { start: '2026-12-10T09:00:00+01:00' } }],
    });
  });
});
