import fc from 'fast-check';

import { hasOccurrence, nextOccurrences } from './recurrence.ts';

function inZone(rule: string, start: string, zone: string, after: string, limit = 3): string[] {
  return nextOccurrences(rule, start, zone, new Date(after), limit).map((moment) => moment.toISOString());
}

describe('the next times of a rule', () => {
  it('every weekday at 9:00 in Berlin stays at 9:00 when summer time ends', () => {
    expect(
      inZone(
        'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
        '2026-10-19T09:00:00+02:00',
        'Europe/Berlin',
        '2026-10-23T00:00:00Z',
      ),
    ).toEqual(['2026-10-23T07:00:00.000Z', '2026-10-26T08:00:00.000Z', '2026-10-27T08:00:00.000Z']);
  });

  it('what is excluded is left out, in the zone and across a change of the clock', () => {
    expect(
      inZone(
        'FREQ=DAILY;COUNT=5\nEXDATE:20261024T090000,20261026T090000',
        '2026-10-23T09:00:00+02:00',
        'Europe/Berlin',
        '2026-10-22T00:00:00Z',
        9,
      ),
    ).toEqual(['2026-10-23T07:00:00.000Z', '2026-10-25T08:00:00.000Z', '2026-10-27T08:00:00.000Z']);
  });

  it.each([
    ['Europe/London', '2027-10-30T01:30:00', '20271031T013000'],
    ['Australia/Sydney', '2027-04-03T02:30:00', '20270404T023000'],
  ])('what is excluded in %s is left out also where its hour comes twice', (zone, start, twice) => {
    const times = (rule: string): string[] => inZone(rule, start, zone, '2027-01-01T00:00:00Z', 9);
    const [first, , third] = times('FREQ=DAILY;COUNT=3');

    expect(times(`FREQ=DAILY;COUNT=3\nEXDATE:${twice}`)).toEqual([first, third]);
  });

  it('are the same, however long ago the first one was', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'America/Santiago',
    ];
    const days = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 });
    const rule = fc
      .tuple(fc.constantFrom('DAILY', 'WEEKLY'), fc.integer({ min: 1, max: 4 }), fc.option(days))
      .map(
        ([freq, interval, on]) => `FREQ=${freq};INTERVAL=${interval}${on ? `;BYDAY=${on.join(',')}` : ''}`,
      );
    fc.assert(
      fc.property(rule, fc.constantFrom(...zones), fc.nat(120), fc.nat(23), (series, zone, at, hour) => {
        const start = `2026-02-11T${String(hour).padStart(2, '0')}:30:00`;
        // From the first on, none is left out.
        const all = nextOccurrences(series, start, zone, new Date('2026-02-01'), 125);
        const after = all[at] ?? new Date();
        expect(nextOccurrences(series, start, zone, after, 4)).toEqual(all.slice(at + 1, at + 5));
      }),
      { numRuns: 40 },
    );
  });

  it('are told up to a moment', () => {
    const until = new Date('2026-10-25T08:00:00Z');
    expect(
      nextOccurrences('FREQ=DAILY', '2026-10-23T09:00:00+02:00', 'Europe/Berlin', new Date(0), 9, until),
    ).toEqual([new Date('2026-10-23T07:00:00Z'), new Date('2026-10-24T07:00:00Z')]);
  });

  it('a rule of which everything is excluded has no occurrence', () => {
    const of = (dates: string): boolean =>
      hasOccurrence(`FREQ=DAILY;COUNT=2\nEXDATE:${dates}`, '2026-12-17T10:00:00+01:00', 'Europe/Berlin');

    expect(of('20261217T100000')).toBe(true);
    expect(of('20261217T100000,20261218T100000')).toBe(false);
  });

  it('a time that the clocks skip moves forward, and is back the day after', () => {
    expect(
      inZone('FREQ=DAILY', '2026-03-01T02:30:00-05:00', 'America/New_York', '2026-03-07T12:00:00Z', 2),
    ).toEqual(['2026-03-08T07:30:00.000Z', '2026-03-09T06:30:00.000Z']);
  });

  it('"after" in the middle of the skipped hour does not repeat the moved time', () => {
    expect(
      inZone('FREQ=DAILY', '2026-03-01T02:30:00-05:00', 'America/New_York', '2026-03-08T07:30:00Z', 1),
    ).toEqual(['2026-03-09T06:30:00.000Z']);
  });

  it('a time that comes twice in a night is used once', () => {
    expect(
      inZone('FREQ=DAILY', '2026-10-20T02:30:00+02:00', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2),
    ).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']);
  });

  it('monthly from the 30th is the last day of February', () => {
    expect(
      inZone(
        'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1',
        '2027-01-30T09:00:00+00:00',
        'UTC',
        '2027-01-30T10:00:00Z',
      ),
    ).toEqual(['2027-02-28T09:00:00.000Z', '2027-03-30T09:00:00.000Z', '2027-04-30T09:00:00.000Z']);
  });

  it('an hour is an hour, also where the clocks change', () => {
    expect(
      inZone('FREQ=HOURLY', '2026-03-29T00:30:00+01:00', 'Europe/Berlin', '2026-03-28T23:30:00Z', 2),
    ).toEqual(['2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z']);
  });

  it.each([
    ['FREQ=DAILY;COUNT=2', ['2026-05-01T08:00:00.000Z', '2026-05-02T08:00:00.000Z']],
    ['FREQ=HOURLY;INTERVAL=5;COUNT=2', ['2026-05-01T08:00:00.000Z', '2026-05-01T13:00:00.000Z']],
    ['FREQ=DAILY;UNTIL=20260502T080000Z', ['2026-05-01T08:00:00.000Z', '2026-05-02T08:00:00.000Z']],
    ['FREQ=DAILY;UNTIL=20260502T080000', ['2026-05-01T08:00:00.000Z', '2026-05-02T08:00:00.000Z']],
    ['FREQ=DAILY;UNTIL=20260501', ['2026-05-01T08:00:00.000Z']],
    ['FREQ=DAILY;UNTIL=20260502T080000', ['2026-05-01T08:00:00.000Z', '2026-05-02T08:00:00.000Z']],
  ])('"%s" ends', (rule, moments) => {
    expect(inZone(rule, '2026-05-01T08:00:00Z', 'UTC', '2026-04-01T00:00:00Z', 10)).toEqual(moments);
  });

  it('a count is over for good', () => {
    expect(inZone('FREQ=DAILY;COUNT=2', '2026-05-01T08:00:00Z', 'UTC', '2026-05-03T00:00:00Z')).toEqual([]);
  });

  it('every other week counts from the start', () => {
    expect(
      inZone('FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2026-03-10T09:00:00Z', 'UTC', '2026-03-11T00:00:00Z', 2),
    ).toEqual(['2026-03-24T09:00:00.000Z', '2026-04-07T09:00:00.000Z']);
  });

  it.each([
    ['FREQ=DAILY', 'soon', 'UTC'],
    ['FREQ=DAILY', '2026-05-01T08:00:00Z', 'Mars/Base'],
    ['FREQ=DAILY;UNTIL=soon', '2026-05-01T08:00:00Z', 'UTC'],
    ['FREQ=HOURLY;INTERVAL=0', '2026-05-01T08:00:00Z', 'UTC'],
    ['every day', '2026-05-01T08:00:00Z', 'UTC'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-05-01T08:00:00Z', 'UTC'],
  ])('refuses rule "%s" from "%s" in "%s"', (rule, start, zone) => {
    expect(() => inZone(rule, start, zone, '2026-05-01T00:00:00Z')).toThrow(RangeError);
  });
});

describe('a rule from outside', () => {
  const has = (rule: string): boolean => hasOccurrence(rule, '2026-11-26T09:00:00+01:00', 'Europe/Berlin');

  it.each([
    'FREQ=DAILY',
    'FREQ=HOURLY;INTERVAL=5',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=YEARLY;INTERVAL=999;BYYEARDAY=366',
    'FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=13;BYMONTH=1',
    'FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO',
    'FREQ=WEEKLY;COUNT=1',
  ])('has a time: %s', (rule) => expect(has(rule)).toBe(true));

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=7',
    'FREQ=DAILY;BYSETPOS=2',
    'FREQ=DAILY;UNTIL=20261125',
    'FREQ=DAILY;UNTIL=20261399',
    'every day',
  ])('has none: %s', (rule) => expect(has(rule)).toBe(false));

  it('has none that starts at no time', () => {
    expect(hasOccurrence('FREQ=DAILY', 'soon', 'UTC')).toBe(false);
  });
});
