import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions[0];

describe('timers', () => {
  it.each([
    ['set a timer for 10 minutes', undefined, '2026-03-10T14:10:00+00:00'],
    ['start a 5 minute timer', undefined, '2026-03-10T14:05:00+00:00'],
    ['timer for the pasta, 9 minutes', 'pasta', '2026-03-10T14:09:00+00:00'],
    ['put on a timer for an hour and a half', undefined, '2026-03-10T15:30:00+00:00'],
  ])('"%s" starts one', (text, title, start) => {
    const action = understand(text);
    expect({ intent: action.intent, title: action.title, start: action.when?.start }).toEqual({
      intent: 'create_timer',
      title,
      start,
    });
  });

  it('are asked for and stopped', () => {
    expect(understand('how long is left on the pasta timer').intent).toBe('list_timers');
    expect(understand('cancel the pasta timer')).toMatchObject({ intent: 'cancel_timer', title: 'pasta' });
    expect(understand('pause the pasta timer')).toMatchObject({ intent: 'update_timer', title: 'pasta' });
    expect(understand('pause the timer for a minute').when).toBeUndefined();
    expect(understand('resume my pasta timer')).toMatchObject({ intent: 'list_timers', title: 'pasta' });
    expect(understand('cancel all timers')).toMatchObject({ intent: 'cancel_timer', all: true });
  });
});

describe('notes', () => {
  it.each([
    ['remember that my locker code is 4312', 'my locker code is 4312'],
    ['make a note that the spare key is under the mat', 'the spare key is under the mat'],
    ['remember i parked on level 3', 'i parked on level 3'],
    ['note: the wifi password is Banana', 'the wifi password is Banana'],
    ["note: the dog's been sick", "the dog's been sick"],
    ["write down that Tom's been promoted", "Tom's been promoted"],
    ['remember that I need glasses to read', 'I need glasses to read'],
  ])('"%s" is kept', (text, title) => expect(understand(text)).toMatchObject({ intent: 'remember', title }));

  it.each([
    'where did i park',
    "what's the locker code i told you",
    'what did i tell you about ann',
    'show me my notes',
  ])('"%s" asks for one', (text) => expect(understand(text).intent).toBe('recall'));

  it.each([
    ['i parked on level 3', 'i parked on level 3'],
    ['just parked at row 7', 'parked at row 7'],
    ['my car is in garage B', 'my car is in garage B'],
    ['I left my umbrella at the office', 'I left my umbrella at the office'],
    ['we left the bikes behind the station', 'we left the bikes behind the station'],
    ['my spare keys are under the mat', 'my spare keys are under the mat'],
  ])('"%s" says where something is, to be kept', (text, title) =>
    expect(understand(text)).toMatchObject({ intent: 'remember', title }),
  );

  it.each([
    ['my shoe size is 42', 'my shoe size is 42'],
    ['our wifi password is banana', 'our wifi password is banana'],
    ["the plumber's number is 555 1234", "the plumber's number is 555 1234"],
    ['save this number 555 1234 for the plumber', 'number 555 1234 for the plumber'],
    ["ann's house number is 12", "ann's house number is 12"],
    ['put a note that the plumber charges 80 an hour', 'the plumber charges 80 an hour'],
  ])('"%s" is kept as it is said', (text, title) =>
    expect(understand(text)).toMatchObject({ intent: 'remember', title }),
  );

  it.each([
    ['where is my car?', 'my car'],
    ["where's my bike", 'my bike'],
    ['where did I leave the car', 'the car'],
    ['where have we parked', undefined],
    ['where is the van parked', 'the van'],
    ['where are my keys', 'my keys'],
    ['which level did i park on', 'on'],
  ])('"%s" asks where it was left', (text, title) => {
    const action = understand(text);
    expect({ intent: action.intent, title: action.title }).toEqual({ intent: 'recall', title });
  });

  it.each(['where is my meeting', 'where is paris', 'where is my order', 'i left the meeting at 5'])(
    '"%s" is about something else',
    (text) => expect(['remember', 'recall']).not.toContain(understand(text).intent),
  );

  it.each(['remember to water the plants', 'do you know my name', 'where did columbus land'])(
    '"%s" is neither',
    (text) => expect(['remember', 'recall']).not.toContain(understand(text).intent),
  );
});

it.each([
  ["how's today look", 'agenda'],
  ["how's my week", 'agenda'],
  ['give me a rundown of my day', 'agenda'],
  ['run me through tomorrow', 'agenda'],
  ['where do I have to be tomorrow at 9', 'list_events'],
  ["what's the alarm code", 'out_of_scope'],
  ['what did i miss while i was away', 'missed'],
  ['what happened since this morning', 'missed'],
  ['what happened since I left', 'missed'],
  ['what happened since the war', 'out_of_scope'],
  ['what has happened since the revolution', 'out_of_scope'],
  ['use the 24 hour clock', 'set_preference'],
  ["don't message me after 10pm", 'set_preference'],
  ['send me my agenda every morning at 8', 'set_preference'],
  ['what are my settings', 'list_preferences'],
  ['send me my calendar', 'send_calendar'],
  ['give me a copy of all my data', 'export_data'],
  ['forget everything about me', 'erase_data'],
  ['delete my account', 'erase_data'],
  ['remove all data from my calendar', 'cancel_event'],
  ['open a new savings account', 'out_of_scope'],
  ['undo that', 'undo'],
  ['oops undo', 'undo'],
  ['undo that last one please', 'undo'],
  ['stop messaging me', 'stop'],
  ['stop the music', 'out_of_scope'],
  ['start', 'start'],
  ['start the vacuum', 'out_of_scope'],
  ['nvm', 'deny'],
])('"%s" is %s', (text, intent) => expect(understand(text).intent).toBe(intent));

it.each([
  ["I'm in Lisbon this week, use the time there", 'Lisbon'],
  ["we're in New York until sunday so use local time", 'New York'],
  ['set my time zone to Tokyo', 'Tokyo'],
  ['my timezone is Europe/Berlin', 'Europe/Berlin'],
  ["i'm in Lisbon now, change my time zone", 'Lisbon'],
])('"%s" names the place of a time zone', (text, place) => {
  expect(understand(text)).toMatchObject({ intent: 'set_timezone', place });
});

it.each(['my bike is in the garage', 'our car is at the mechanic', 'my keys are at work'])(
  '"%s" is a note: it says where something is now',
  (text) => expect(understand(text)).toMatchObject({ intent: 'remember', title: text }),
);

describe('what is said without its matter', () => {
  it.each([
    ['schedule', { intent: 'create_event' }],
    ['please schedule', { intent: 'create_event' }],
    ['schedule?', { intent: 'list_events' }],
    ['my schedule', { intent: 'list_events' }],
    ['rename task 7 to', { intent: 'update_task', number: 7 }],
    ['rename the dentist to', { intent: 'update_event', title: 'dentist' }],
    ['rename it', { intent: 'update_event' }],
    ['rename it summer party', { intent: 'update_event', newTitle: 'summer party' }],
    ['rename to summer party', { intent: 'update_event', newTitle: 'summer party' }],
    ["rename 'dentist' 'checkup'", { intent: 'update_event', title: 'dentist', newTitle: 'checkup' }],
    ['can I rename events?', { intent: 'out_of_scope' }],
    ['rename the timer', { intent: 'out_of_scope' }],
    ['add a well to my list', { intent: 'create_task', title: 'a well' }],
    ['wash coach friday at 9', expect.objectContaining({ intent: 'create_task', title: 'wash coach' })],
    ['remember that', { intent: 'remember' }],
  ])('is understood for what it is: "%s"', (text, expected) => {
    const { confidence: _, words: __, ...action } = understand(text);
    expect(action).toEqual(expected);
  });
});
