import { placesAround, placesCalled, type ZonedPlace } from './zoned-places.ts';

/** Winter in the north: abbreviations are of standard time. */
const now = new Date('2026-11-28T12:00:00Z');
const called = (said: string, country?: string): Promise<ZonedPlace[]> =>
  placesCalled(said, { country, now });
const zonesOf = async (said: string, country?: string): Promise<string[]> =>
  (await called(said, country)).map(({ zone }) => zone);

describe('whose clock a place has', () => {
  it.each([
    ['Chicago', 'America/Chicago'],
    ['chicago', 'America/Chicago'],
    ['Tempe', 'America/Phoenix'],
    ['Plano', 'America/Chicago'],
    ['St. Petersburg', 'America/New_York'],
    ['Saint Petersburg Florida', 'America/New_York'],
    ['Kansas City', 'America/Chicago'],
    ['Springfield, Illinois', 'America/Chicago'],
    ['Springfield IL', 'America/Chicago'],
    ['springfield in massachusetts', 'America/New_York'],
    ['Portland, Maine', 'America/New_York'],
    ['Paris Texas USA', 'America/Chicago'],
    ['Texas', 'America/Chicago'],
    ['TX', 'America/Chicago'],
    ['Arizona', 'America/Phoenix'],
    ['Georgia', 'America/New_York'],
    ['New York', 'America/New_York'],
    ['Washington State', 'America/Los_Angeles'],
    ['washington dc', 'America/New_York'],
    ['Oregon', 'America/Los_Angeles'],
    ['Hawaii', 'Pacific/Honolulu'],
    ['LA', 'America/Los_Angeles'],
    ['Munich', 'Europe/Berlin'],
    ['München', 'Europe/Berlin'],
    ['Mumbai', 'Asia/Kolkata'],
    ['Ciudad de México', 'America/Mexico_City'],
    ['Germany', 'Europe/Berlin'],
    ['Toronto', 'America/Toronto'],
  ])('%s has that of %s', async (said, zone) => expect(await zonesOf(said, 'US')).toEqual([zone]));

  it.each([
    ['Central', 'America/Chicago'],
    ['central time', 'America/Chicago'],
    ['the central time zone', 'America/Chicago'],
    ['the mountain one', 'America/Denver'],
    ['eastern standard time', 'America/New_York'],
    ['CST', 'America/Chicago'],
    ['cst', 'America/Chicago'],
    ['ET', 'America/New_York'],
    ['pdt', 'America/Los_Angeles'],
    ['America/Chicago', 'America/Chicago'],
    ['america/new york', 'America/New_York'],
    ['US/Central', 'America/Chicago'],
    ['UTC-5', 'America/New_York'],
    ['utc minus six', 'America/Chicago'],
    ['GMT+2', 'Etc/GMT-2'],
    ['UTC+5:30', 'Asia/Kolkata'],
    ['UTC', 'UTC'],
  ])('%s is the zone %s', async (said, zone) => expect(await zonesOf(said, 'US')).toEqual([zone]));

  it.each([
    ['CST', 'CN', ['Asia/Shanghai']],
    ['Eastern', 'CA', ['America/Toronto']],
    ['eastern', 'AU', ['Australia/Sydney', 'Australia/Brisbane']],
    ['MST', 'US', ['America/Denver', 'America/Phoenix']],
    ['UTC-5', undefined, ['Etc/GMT+5']],
    ['Georgia', undefined, ['Asia/Tbilisi', 'America/New_York']],
    ['London', 'CA', ['America/Toronto']],
    ['London', 'US', ['Europe/London']],
    ['Paris', 'CA', ['Europe/Paris']],
    ['Birmingham', 'US', ['America/Chicago']],
    ['Birmingham', 'GB', ['Europe/London']],
    ['Vancouver', 'US', ['America/Los_Angeles']],
    ['Vancouver', 'CA', ['America/Vancouver']],
    ['Washington', 'US', ['America/Los_Angeles', 'America/New_York']],
  ])('%s is told by somebody with a phone of %s as %j', async (said, country, zones) =>
    expect(await zonesOf(said, country)).toEqual(zones),
  );

  it('is asked about where namesakes have different ones, each with its state', async () => {
    const found = await called('Springfield', 'US');

    expect(found).toEqual(
      expect.arrayContaining([
        { name: 'Springfield', region: 'Illinois', country: 'US', zone: 'America/Chicago' },
        { name: 'Springfield', region: 'Massachusetts', country: 'US', zone: 'America/New_York' },
        { name: 'Springfield', region: 'Oregon', country: 'US', zone: 'America/Los_Angeles' },
      ]),
    );
    expect(found.length).toBeLessThanOrEqual(10);
  });

  it('may be that of a far larger place abroad', async () => {
    const found = await called('Paris', 'US');

    expect(found[0]).toMatchObject({ region: 'Texas' });
    expect(found.at(-1)).toMatchObject({ country: 'FR' });
  });

  it('is asked about in a state with two, by the largest city of each', async () => {
    expect((await called('Tennessee', 'US')).map(({ name }) => name)).toEqual(['Memphis', 'Knoxville']);
  });

  it.each(['Entenhausen', 'buy milk', 'yes', 'tomorrow', 'hmm', 'OK', 'help', 'nothing', ''])(
    'is not known of "%s"',
    async (said) => expect(await called(said, 'US')).toEqual([]),
  );

  it('follows from the state that was said with it', async () => {
    expect(await placesAround('Smallville, Kansas', { country: 'US', now })).toEqual([
      { zone: 'America/Chicago', region: 'Kansas', country: 'US' },
    ]);
    expect(await placesAround('buy milk or', { country: 'US', now })).toEqual([]);
  });
});
