import { understandOffline } from '../understand-offline.ts';

/** A Thursday morning in Berlin. */
const reference = new Date('2026-11-26T09:00:00Z');
const understand = (text: string) =>
  understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions[0];

describe('where something is on a day', () => {
  it.each([
    ['where is the christening on sunday', 'christening', '2026-11-29'],
    ['where is the bake sale on saturday', 'bake sale', '2026-11-28'],
    ['where does the recital take place on friday', 'recital', '2026-11-27'],
    ["where's my interview tomorrow", 'interview', '2026-11-27'],
    ["what's the address of the dinner on friday", 'dinner', '2026-11-27'],
    ['which room is the lecture in tomorrow', 'lecture', '2026-11-27'],
    ['where is the fundraiser held on monday', 'fundraiser', '2026-11-30'],
  ])('is asked of an event: "%s"', (text, title, day) => {
    expect(understand(text)).toMatchObject({ intent: 'list_events', title });
    expect(understand(text).when?.start.slice(0, 10)).toBe(day);
  });

  it.each([
    ['where is my car', 'recall'],
    ['where is the nearest pharmacy', 'out_of_scope'],
    ['where is the super bowl this year', 'out_of_scope'],
    ['where is the bus tomorrow', 'out_of_scope'],
    ["what's the address of the white house", 'out_of_scope'],
  ])('is not asked by "%s"', (text, intent) => {
    expect(understand(text).intent).toBe(intent);
  });
});

describe('when one sees somebody', () => {
  it.each([
    ['when do I see Dr. Klein?', 'Dr. Klein'],
    ['what time am I meeting with Tom and Anna', 'Tom and Anna'],
    ['when will I see my sister again', 'sister'],
    ['where are we meeting the architects tomorrow', 'architects'],
  ])('is asked by name: "%s"', (text, title) => {
    expect(understand(text)).toMatchObject({ intent: 'list_events', title });
  });

  it('is asked of nobody by "when do we meet?"', () => {
    expect(understand('when do we meet?').intent).toBe('list_events');
    expect(understand('when do we meet?').title).toBeUndefined();
  });
});

it('which of two days an event is on is asked of both', () => {
  const { actions } = understandOffline({
    text: 'is the yoga class on monday or tuesday',
    reference,
    timezone: 'Europe/Berlin',
  });

  expect(actions).toMatchObject([
    { intent: 'list_events', title: 'yoga class', when: { start: '2026-11-30T00:00:00+01:00' } },
    { intent: 'list_events', title: 'yoga class', when: { start: '2026-12-01T00:00:00+01:00' } },
  ]);
});

describe('whether a day is free', () => {
  it.each([
    ['is the 19th free', '2026-12-19T00:00:00+01:00'],
    ['is the 3rd of december still open?', '2026-12-03T00:00:00+01:00'],
    ['is friday free', '2026-11-27T00:00:00+01:00'],
    ['is tomorrow afternoon free?', '2026-11-27T12:00:00+01:00'],
    ['do I have time on the 19th', '2026-12-19T00:00:00+01:00'],
    ['do we have any time on friday evening', '2026-11-27T18:00:00+01:00'],
  ])('"%s"', (text, start) => {
    expect(understand(text)).toMatchObject({ intent: 'list_events', asksFree: true, when: { start } });
  });

  it.each(['is the bath free', 'is the parking free on sunday', 'do I have time for a chat'])(
    'is not asked by "%s"',
    (text) => expect(understand(text).intent).toBe('out_of_scope'),
  );
});

describe('an event is asked about by whose it is', () => {
  it.each([
    ["when is Leo's party", "Leo's party"],
    ["when is mum's appointment", "mum's appointment"],
    ["when's the kids' party", "kids' party"],
    ["when's my next meeting", undefined],
  ])('"%s"', (text, title) => {
    const { intent, title: found } = understand(text);
    expect({ intent, found }).toEqual({ intent: 'list_events', found: title });
  });
});
