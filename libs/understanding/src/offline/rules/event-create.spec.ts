import { understandOffline } from '../understand-offline.ts';

/** A Thursday morning in Berlin. */
const reference = new Date('2026-11-26T09:00:00Z');
const actions = (text: string) => understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions;
const plans = (text: string) =>
  actions(text).map(({ intent, title, when }) => [intent, title, when?.start.slice(0, 10)]);

describe('a plan for several days', () => {
  it.each([
    ['holiday on the 24th and 25th of december', 'holiday', '2026-12-24', '2026-12-25'],
    ['vacation on the 2nd and 3rd of january', 'vacation', '2027-01-02', '2027-01-03'],
    ['add a trip to Rome on December 12 and 13', 'trip to Rome', '2026-12-12', '2026-12-13'],
    ['camping on saturday and sunday', 'camping', '2026-11-28', '2026-11-29'],
    ['skiing on the 2nd & 3rd of february', 'skiing', '2027-02-02', '2027-02-03'],
    ['off work on the 3rd and 4th of january', 'off work', '2027-01-03', '2027-01-04'],
    ['days off on the 30th and 31st of december', 'days off', '2026-12-30', '2026-12-31'],
    ['I have a flight on the 3rd and 4th of may', 'flight', '2027-05-03', '2027-05-04'],
  ])('is an event on each: "%s"', (text, title, first, second) => {
    expect(plans(text)).toEqual([
      ['create_event', title, first],
      ['create_event', title, second],
    ]);
  });

  it.each([
    'buy tickets for friday and saturday',
    'pick up flowers for monday and tuesday',
    'pack bags for saturday and sunday',
    'get train tickets for the 23rd and 27th',
    'get a babysitter for thursday and friday',
    'buy bread for saturday and sunday',
  ])('keeps its days in the name of the errand: "%s"', (text) => {
    expect(actions(text)).toMatchObject([{ intent: 'create_task', title: text }]);
  });
});

describe('two plans', () => {
  it.each([
    ['swim on saturday and sunday brunch with Ann', 'swim', '2026-11-28', 'brunch with Ann', '2026-11-29'],
    ['hike on friday and saturday lunch with Bob', 'hike', '2026-11-27', 'lunch with Bob', '2026-11-28'],
    ['choir on monday and tuesday dinner with Lee', 'choir', '2026-11-30', 'dinner with Lee', '2026-12-01'],
    ['yoga on monday and tuesday coffee with Jo', 'yoga', '2026-11-30', 'coffee with Jo', '2026-12-01'],
    ['run on saturday and on sunday brunch with Jo', 'run', '2026-11-28', 'brunch with Jo', '2026-11-29'],
    ['chess on sunday and monday meeting with Al', 'chess', '2026-11-29', 'meeting with Al', '2026-11-30'],
  ])('with a day each are two events: "%s"', (text, one, first, other, second) => {
    expect(plans(text)).toEqual([
      ['create_event', one, first],
      ['create_event', other, second],
    ]);
  });
});

describe('what is on a day', () => {
  it.each(['swim on saturday', 'christening on sunday', 'chess club on monday'])(
    'is planned: "%s"',
    (text) => {
      expect(actions(text)).toMatchObject([{ intent: 'create_event', when: { grain: 'day' } }]);
    },
  );

  it.each([
    'store hours on sunday',
    'weather on friday',
    'news on monday',
    'tv shows on thursday',
    'christmas on a friday',
    'we met on friday',
  ])('is no plan of one’s own: "%s"', (text) => {
    expect(actions(text)).toMatchObject([{ intent: 'out_of_scope' }]);
  });
});

describe('the name of an event', () => {
  it.each([
    ["I've booked a massage for thursday at 6", 'massage'],
    ["put Nora's parents evening down for the 9th at 7pm", "Nora's parents evening"],
    ["we're seeing the accountant on tuesday at half ten", 'seeing the accountant'],
  ])('is left of "%s"', (text, title) => {
    expect(actions(text)).toMatchObject([{ intent: 'create_event', title }]);
  });
});

describe('a chore beside an event', () => {
  it.each([
    'put out the bins before dinner',
    'get the cake before the party on friday',
    'make a cake for the party on saturday',
    'start the oven before dinner tomorrow',
    'fix the sink before the party on saturday',
    'do the dishes after dinner tonight',
    'put the milk in the fridge after the meeting',
  ])('is no event: "%s"', (text) => expect(actions(text)[0].intent).not.toBe('create_event'));

  it.each([
    'do lunch with Tom on friday',
    'plan a surprise party for mum on saturday',
    'put yoga in for friday at 6',
  ])('is not what "%s" is', (text) => expect(actions(text)).toMatchObject([{ intent: 'create_event' }]));
});

describe('an appointment about something that others are asked for', () => {
  it.each([
    ['pizza night friday at 7', 'pizza night', '2026-11-27T19:00'],
    ['football on saturday at 3', 'football', '2026-11-28T15:00'],
    ['oil change monday at 9', 'oil change', '2026-11-30T09:00'],
    ['music lesson tuesday 5pm', 'music lesson', '2026-12-01T17:00'],
    ['hotel check-in friday 3pm', 'hotel check-in', '2026-11-27T15:00'],
    ['car to the garage tuesday 8am', 'car to the garage', '2026-12-01T08:00'],
    ['restaurant with Ana thursday 8', 'restaurant with Ana', '2026-12-03T20:00'],
  ])('is an event where it has a time: "%s"', (text, title, start) => {
    expect(actions(text)).toMatchObject([
      { intent: 'create_event', title, when: { start: expect.stringContaining(start) } },
    ]);
  });

  it.each([
    'pizza delivery near me at 7',
    'flights to Rome on sunday at 6',
    'train times to London at 9',
    'bank opening hours saturday at 10',
    'play music at 8',
    'who won the football',
    'traffic to work at 8am',
  ])('is none where it is asked about or ordered: "%s"', (text) => {
    expect(actions(text)).toMatchObject([{ intent: 'out_of_scope' }]);
  });
});

describe('a shift', () => {
  it.each([
    ['shift on 5 march from 8am to 8am', '2027-03-05T08:00', '2027-03-06T08:00'],
    ['shift tomorrow 8 to 4', '2026-11-27T08:00', '2026-11-27T16:00'],
    ['shift friday from 8 to 6', '2026-11-27T08:00', '2026-11-27T18:00'],
    ['on call on 5 march from 8am to 8am', '2027-03-05T08:00', '2027-03-06T08:00'],
    ['shift 5 march 14 to 22', '2027-03-05T14:00', '2027-03-05T22:00'],
  ])('is worked: "%s"', (text, start, end) => {
    const [{ intent, title, when }] = actions(text);
    expect([
      intent,
      /^(?:shift|on call)$/.test(title ?? ''),
      when?.start.slice(0, 16),
      when?.end?.slice(0, 16),
    ]).toEqual(['create_event', true, start, end]);
  });

  it.each(['shift friday to saturday', 'shift my 3pm to 4pm', 'shift it to friday'])(
    'is none where something is moved: "%s"',
    (text) => {
      expect(actions(text)).toMatchObject([{ intent: 'update_event' }]);
    },
  );
});
