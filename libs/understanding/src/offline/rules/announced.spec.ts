import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions[0];
const intentOf = (text: string) => understand(text).intent;

describe('a plan that is announced with a time of day', () => {
  it.each([
    ['flight to Oslo 5 april 07:45', 'flight to Oslo', '2026-04-05T07:45:00+00:00'],
    ['train home friday at 18:12', 'train home', '2026-03-13T18:12:00+00:00'],
    ['the ferry to Calais 14 march 9am', 'ferry to Calais', '2026-03-14T09:00:00+00:00'],
    ['our cousins arrive on sunday at 14:20', 'cousins arrive', '2026-03-15T14:20:00+00:00'],
    [
      'my brother is coming over on the 20th at 9 in the morning',
      'brother is coming over',
      '2026-03-20T09:00:00+00:00',
    ],
    ["Mia's hockey match saturday 9am", "Mia's hockey match", '2026-03-14T09:00:00+00:00'],
    ["the engineer's due on thursday at 1", 'engineer', '2026-03-12T13:00:00+00:00'],
    ["we've booked the dog in for a trim on friday at 9", 'dog in for a trim', '2026-03-13T09:00:00+00:00'],
    ['we set off for Wales tomorrow at 6am', 'we set off for Wales', '2026-03-11T06:00:00+00:00'],
  ])('"%s" is an event', (text, title, start) =>
    expect(understand(text)).toMatchObject({ intent: 'create_event', title, when: { start } }),
  );

  it('keeps the place of a table that is reserved', () =>
    expect(understand("dinner reservation at Gino's friday at 8pm")).toMatchObject({
      intent: 'create_event',
      place: "Gino's",
    }));

  it.each([
    'book tennis with Ravi for tomorrow lunchtime',
    "parents' evening thursday 6:30 at the school",
    'reading club on monday at 8pm',
    'arrange badminton for saturday at 10',
  ])('"%s" is one by what it is called', (text) => expect(intentOf(text)).toBe('create_event'));

  it.each([
    'when does the train to Leeds leave',
    'cheap flights to Lisbon on friday at 9am',
    'train to Leeds ticket price tomorrow 9am',
    'my brother is coming home',
    'the bus was late again',
    'book me a taxi to the airport',
  ])('"%s" is none', (text) => expect(intentOf(text)).toBe('out_of_scope'));

  it.each([
    "what's the game tonight at 8",
    "where's the movie showing tonight at 8",
    "who's match is on saturday at 3",
    "how's the show tonight at 9",
    "when's our flight to rome on friday at 8",
    "that's my game on friday at 8",
    'my flight is on monday at 6am?',
    'the movie starts at 8?',
    'Tom arrives tomorrow at 5?',
  ])('"%s" asks or points at something', (text) => expect(intentOf(text)).toBe('out_of_scope'));

  it.each([
    'cancel booking for friday at 8pm',
    "cancel reservation at Gino's friday at 8pm",
    "change reservation at Gino's to friday at 8pm",
    'confirm booking for friday at 8pm',
    'print booking for friday at 8',
    "check reservation at Gino's friday at 8pm",
    'delete leave on friday at 5pm',
  ])('"%s" is about one that there is', (text) => expect(intentOf(text)).not.toBe('create_event'));

  it.each([
    "my sister can't come over on sunday at 3",
    'the kids never get home at 4',
    "my dad won't get home before 9 tonight",
    'nobody leaves at 5 tomorrow',
    "Anna can't come on sunday at 3",
    "the neighbours don't leave until friday at 8",
    'Tom might arrive tomorrow at 5',
    'Tom said he arrives at 5 on friday',
    'my mum wants to visit on sunday at 3',
    'my flight was at 6am',
  ])('"%s" says what will not be', (text) => expect(intentOf(text)).toBe('out_of_scope'));

  it.each([
    'my library books are due on friday at 5',
    'the rent is due on friday at 5',
    'essay is due on friday at 5',
    'the engineer is now due on thursday at 1',
    'the rent is paid now',
    'the shop closes at 5 today',
    'the sun sets at 8 tonight',
  ])('"%s" is no visit', (text) => expect(intentOf(text)).not.toBe('create_event'));

  it.each([
    ["grandad's train is due on friday at 5", "grandad's train"],
    ['Theresa arrives at 5 on sunday', 'Theresa arrives'],
    ['Will lands at Heathrow on sunday at 14:20', 'Will lands'],
    ["Will's game is saturday at 9", "Will's game"],
    ['dinner with anna tomorrow at 7?', 'dinner with anna'],
  ])('"%s" is an event all the same', (text, title) =>
    expect(understand(text)).toMatchObject({ intent: 'create_event', title }),
  );
});
