import { understandOffline } from '../understand-offline.ts';

/** A Thursday morning in Berlin. */
const reference = new Date('2026-11-26T09:00:00Z');
const actions = (text: string) => understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions;
const understand = (text: string) => actions(text)[0];

describe('all that is on a day', () => {
  it.each([
    ['get rid of everything i have scheduled for sunday', '2026-11-29'],
    ['clear my saturday', '2026-11-28'],
    ['clear sunday', '2026-11-29'],
    ['wipe saturday clean', '2026-11-28'],
    ["cancel all that's planned for monday", '2026-11-30'],
    ["cancel everything I've got on friday", '2026-11-27'],
    ['wipe out all my plans for tomorrow', '2026-11-27'],
    ['delete whatever I have on monday', '2026-11-30'],
    ['drop everything that is planned for tuesday afternoon', '2026-12-01'],
  ])('is cancelled by "%s"', (text, day) => {
    expect(actions(text)).toMatchObject([{ intent: 'cancel_event', all: true }]);
    expect(understand(text).title).toBeUndefined();
    expect(understand(text).when?.start.slice(0, 10)).toBe(day);
  });

  it.each(['clear the table', 'delete everything', 'clear my history'])('is not meant by "%s"', (text) => {
    expect(understand(text).intent).toBe('out_of_scope');
  });
});

it.each([
  ['delete "dentist"', 'dentist'],
  ['remove “team lunch”', 'team lunch'],
  ["cancel 'call mum'", 'call mum'],
  ["delete 'mum's gift'", "mum's gift"],
  ['forget the »locker«', 'locker'],
  ['delete "milk" and "eggs"', 'milk', 'eggs'],
  ['remove “milk”, ‘oat milk’ and the «eggs»', 'milk', 'oat milk', 'eggs'],
  ['forget "wifi" & "locker"', 'wifi', 'locker'],
])('what is named in quotes is cancelled, of whatever kind it is: %s', (text, ...titles) => {
  expect(actions(text)).toMatchObject(titles.map((title) => ({ intent: 'cancel_event', title })));
});

it.each(['delete "milk" and "eggs" from my list', 'add "milk" and "eggs" to my list'])(
  'what is in quotes is an item of a list each: %s',
  (text) => {
    expect(actions(text)).toMatchObject([{ title: 'milk' }, { title: 'eggs' }]);
  },
);

it.each(['delete "everything"', 'delete "it"', 'delete "2"', 'delete "milk" and "everything"'])(
  'but not what stands for something else: %s',
  (text) => expect(actions(text)).toMatchObject([{ intent: 'out_of_scope' }]),
);

it.each([
  ['cancel my 9am to 9am shift', 'cancel_event'],
  ['cancel everything from 5pm to 3pm tomorrow', 'cancel_event'],
  ["what's on tomorrow from 5pm to 3pm", 'list_events'],
  ['find me an hour tomorrow between 5pm and 3pm', 'find_time'],
])(
  'times that last into the next day are no matter to ask about where nothing is made of them: %s',
  (text, intent) => {
    const [action, ...others] = actions(text);
    expect(others).toEqual([]);
    expect(action).toMatchObject({ intent });
    expect(action).not.toHaveProperty('noSuchDate');
  },
);

describe('an event that does not take place', () => {
  it.each([
    ['I no longer have choir practice on Friday, please remove it', 'choir practice', '2026-11-27'],
    ["I'm not going to the party on saturday anymore, delete it", 'party', '2026-11-28'],
    ['no more swimming lessons on wednesday, get rid of them', 'swimming lessons', '2026-12-02'],
    ["I'm skipping the gym tomorrow, remove it please", 'gym', '2026-11-27'],
    ["There's no book club on monday, take it off", 'book club', '2026-11-30'],
    ["we don't have the staff meeting tomorrow any more, get rid of it", 'staff meeting', '2026-11-27'],
    ["yoga isn't happening on thursday, remove it please", 'yoga', '2026-12-03'],
    ["the plumber isn't coming tomorrow, please remove that", 'plumber', '2026-11-27'],
    [
      'my dentist appointment on monday fell through, please delete that',
      'dentist appointment',
      '2026-11-30',
    ],
  ])('is cancelled by "%s"', (text, title, day) => {
    expect(actions(text)).toMatchObject([{ intent: 'cancel_event', title }]);
    expect(understand(text).when?.start.slice(0, 10)).toBe(day);
  });

  it.each([
    ['I no longer need the milk, take it off my list', 'delete_task'],
    ["I don't have time, forget it", 'out_of_scope'],
    ["I can't make it work", 'out_of_scope'],
    ['the lights are off, turn them on', 'out_of_scope'],
  ])('is not what "%s" is about', (text, intent) => {
    expect(understand(text).intent).toBe(intent);
  });
});

describe('what is done to things', () => {
  it.each([
    'scrub the pans after dinner',
    'scrub the bathroom tomorrow',
    'bin the rubbish tomorrow',
    'drop the kids at swimming at 4',
    'empty the dishwasher before choir',
    'clear the table before the meeting',
    'wipe the whiteboard after the meeting',
    'kill the lights before the movie',
    'cut the grass before the barbecue on saturday',
    'lose weight before the wedding',
    'remove the chicken from the freezer before dinner',
    'get rid of the mess before the party',
    "drop by at Anna's on friday at 5",
    'clear up after the party',
    "drop the dinner off at Tom's",
    'clean my weekend shoes',
    'empty my day bag',
  ])('cancels no event: "%s"', (text) =>
    expect(['cancel_event', 'delete_task']).not.toContain(understand(text).intent),
  );

  it.each([
    ['bin my meeting tomorrow', 'meeting'],
    ['scrub my dentist appointment', 'dentist appointment'],
    ['drop yoga on friday', 'yoga'],
    ['drop the call with Ann', 'call with Ann'],
    ['ditch dinner with my parents tomorrow', 'dinner with my parents'],
    ['remove my haircut with Gina on saturday at 3', 'haircut with Gina'],
    ['get rid of my data structures lecture on friday', 'data structures lecture'],
    ['delete the meeting with my account manager', 'meeting with my account manager'],
  ])('cancels the event that is its object: "%s"', (text, title) =>
    expect(understand(text)).toMatchObject({ intent: 'cancel_event', title }),
  );
});

describe('who or what is off', () => {
  it.each([
    'my boss is off',
    'my dad is off tomorrow',
    "my husband isn't able to come",
    'my partner is off',
    'the swimming pool heater is off',
    'the gym lights are off',
    'my yoga mat is off',
    "dad's dinner was off",
    'the party is off?',
    'if it rains the party on friday is off',
  ])('is no event: "%s"', (text) => expect(understand(text).intent).toBe('out_of_scope'));

  it.each(['the party is off', 'yoga is off on friday', 'the meeting with the bank is off'])(
    'is one: "%s"',
    (text) => {
      expect(understand(text).intent).toBe('cancel_event');
      expect(understand(text).confidence).toBeLessThan(0.95);
    },
  );
});

it('names keep a syllable that could be a direction', () => {
  expect(understand("call off tomorrow's standup")).toMatchObject({
    intent: 'cancel_event',
    title: 'standup',
  });
});
