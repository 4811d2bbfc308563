import { understandOffline } from '../understand-offline.ts';

/** A Tuesday, half past two in Berlin. */
const reference = new Date('2026-03-10T13:30:00Z');
const understand = (text: string) =>
  understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions[0];
const at = (start: string) => ({ start: `${start}:00+01:00` });

describe('putting an event into the calendar', () => {
  it.each([
    ['could you pls put dentist on thursday at 3', 'dentist', '2026-03-12T15:00'],
    ["I've got the vet at 5", 'vet', '2026-03-10T17:00'],
    ["I'm off on friday", 'off', '2026-03-13T00:00'],
    ["I'm off to the dentist tomorrow at 3", 'off to the dentist', '2026-03-11T15:00'],
    ["I'll be off to Paris on friday", 'off to Paris', '2026-03-13T00:00'],
    ["we're away at mom's on saturday", "away at mom's", '2026-03-14T00:00'],
    ["I'm out of office for training on monday", 'out of office for training', '2026-03-16T00:00'],
    ['my car is at the mechanic on friday at 9', 'car', '2026-03-13T09:00'],
    ["I'm on holiday from monday to friday", 'on holiday', '2026-03-16T00:00'],
    ["I'm meeting Tom on friday at noon", 'meeting Tom', '2026-03-13T12:00'],
    ["I'm meeting with the team tomorrow at 9", 'meeting with the team', '2026-03-11T09:00'],
    ['my flight is on monday at 6am', 'flight', '2026-03-16T06:00'],
    ['my dentist appointment is tomorrow at 3pm', 'dentist appointment', '2026-03-11T15:00'],
    ['the game starts at 7pm', 'game', '2026-03-10T19:00'],
    ['put my movie at 17:00', 'movie', '2026-03-10T17:00'],
    ['dentist next tuesday at 3pm', 'dentist', '2026-03-17T15:00'],
    ['set up a meeting with Tom and Ann for monday at 10', 'meeting with Tom and Ann', '2026-03-16T10:00'],
    [
      'can you add lunch with sarah to my calendar for friday at 12:30',
      'lunch with sarah',
      '2026-03-13T12:30',
    ],
    [
      'i have a job interview next monday at 9 am, put it in my calendar',
      'job interview',
      '2026-03-16T09:00',
    ],
    [
      "there's a parent teacher conference on the 12th at 4, add it",
      'parent teacher conference',
      '2026-03-12T16:00',
    ],
    ['add an all day event on friday called move house', 'move house', '2026-03-13T00:00'],
    ['add to my friday calendar a doctor’s appointment', "doctor's appointment", '2026-03-13T00:00'],
    ['calendar: gym at 6pm tomorrow', 'gym', '2026-03-11T18:00'],
    [
      'in the calendar put that we are having dinner with frank at 8pm',
      'dinner with frank',
      '2026-03-10T20:00',
    ],
    [
      'remember to put down that i have an appointment for tomorrow on my calendar',
      'appointment',
      '2026-03-11T00:00',
    ],
    ['haircut saturday 11am', 'haircut', '2026-03-14T11:00'],
    ['🦷 tomorrow at 3pm', '🦷', '2026-03-11T15:00'],
    ['tomorrow at 3pm 🎂🎉', '🎂🎉', '2026-03-11T15:00'],
    ['flight on 14 march at 6am', 'flight', '2026-03-14T06:00'],
    ['train friday 9:15', 'train', '2026-03-13T09:15'],
    ['add flight on 14 march at 6am', 'flight', '2026-03-14T06:00'],
    ['☕ tomorrow at 3pm', '☕', '2026-03-11T15:00'],
    ['tomorrow 7am ferry', 'ferry', '2026-03-11T07:00'],
    ['um can you uh put the plumber on friday at nine', 'plumber', '2026-03-13T09:00'],
  ])('"%s"', (text, title, start) => {
    expect(understand(text)).toMatchObject({ intent: 'create_event', title, when: at(start) });
  });

  it.each([
    ['can you schedule a meeting with james at the office', 'meeting with james', 'the office'],
    ['put my dinner at red lobster on the calendar for today at nine', 'dinner', 'red lobster'],
    ['schedule lunch with mum for wednesday at the garden cafe', 'lunch with mum', 'the garden cafe'],
    ['meeting with Bob in room 4 tomorrow at 10', 'meeting with Bob', 'room 4'],
  ])('the place of "%s"', (text, title, place) => {
    expect(understand(text)).toMatchObject({ intent: 'create_event', title, place });
  });

  it.each(['add event to calendar app', 'create an event', 'schedule something', 'event tomorrow at 3pm'])(
    '"%s" leaves the title open',
    (text) => {
      const { intent, title } = understand(text);
      expect({ intent, title }).toEqual({ intent: 'create_event', title: undefined });
    },
  );

  it.each([
    'book a flight to paris for tomorrow',
    'make me a coffee',
    'order a pizza for tonight',
    'play jazz at 5',
  ])('"%s" is none', (text) => expect(understand(text).intent).toBe('out_of_scope'));
});

describe('asking for events', () => {
  it.each([
    "what've I got on friday",
    'what do I have this week?',
    'anything on today',
    'am i free on thursday afternoon',
    'did i put the concert in my calendar',
    'who am i meeting with tomorrow',
    'events happening between 8am and 5pm today',
    'do i have a meeting with paul today',
    "olly what's my agenda for the remainder of the week",
    'Do I have any thing going on at 5',
    'what is scheduled for the afternoon',
  ])('"%s"', (text) => expect(understand(text).intent).toBe('list_events'));

  it.each([
    ['when is my dentist appointment', 'dentist'],
    ['what time is my meeting with sarah', 'meeting with sarah'],
    ["when's my next meeting", undefined],
  ])('the event that "%s" asks about', (text, title) => expect(understand(text).title).toBe(title));

  it.each([
    'what events are happening in town this weekend',
    'any good concerts near me',
    'what is the schedule of the bus',
    'who invented the calendar',
    'when does the lakers game start',
    'how do i set up a meeting in outlook',
  ])('"%s" asks about something else', (text) => expect(understand(text).intent).toBe('out_of_scope'));
});

describe('changing events', () => {
  it.each([
    ["shift my 3 o'clock to 4", { currentWhen: at('2026-03-10T15:00'), when: at('2026-03-10T16:00') }],
    ["move tomorrow's 10am to 11", { currentWhen: at('2026-03-11T10:00'), when: at('2026-03-11T11:00') }],
    ['move my meeting with tom to friday at 2', { title: 'meeting with tom', when: at('2026-03-13T14:00') }],
    [
      'can you switch my haircut from monday to tuesday',
      { title: 'haircut', currentWhen: at('2026-03-16T00:00'), when: at('2026-03-17T00:00') },
    ],
    [
      'cancel my meeting with lisa on tuesday and reschedule it for thursday',
      { title: 'meeting with lisa', when: at('2026-03-12T00:00') },
    ],
    [
      'The meeting with Justin and katrina has been changed-put it on Thursday.',
      { title: 'meeting with Justin and katrina', when: at('2026-03-12T00:00') },
    ],
    ['change the location of my interview to Zoom', { title: 'interview', place: 'Zoom' }],
    ['rename lunch to brunch with Lea', { title: 'lunch', newTitle: 'brunch with Lea' }],
    ['the party starts at 8 instead of 7', { title: 'party', when: at('2026-03-10T20:00') }],
  ])('"%s"', (text, slots) => expect(understand(text)).toMatchObject({ intent: 'update_event', ...slots }));

  it('"it" is no title', () => {
    const { intent, title, when } = understand('move it to five');
    expect({ intent, title, when }).toEqual({
      intent: 'update_event',
      title: undefined,
      when: { ...at('2026-03-10T17:00'), grain: 'hour' },
    });
  });

  it.each([
    ['cancel all meetings for today', { all: true, when: at('2026-03-10T00:00') }],
    ['clear my calendar for tomorrow', { all: true, when: at('2026-03-11T00:00') }],
    ['take the dinner with tom off my calendar', { title: 'dinner with tom' }],
    ["i can't make the meeting tomorrow, cancel it", { title: 'meeting', when: at('2026-03-11T00:00') }],
    ["please cancel tomorrow's 10 o'clock", { when: at('2026-03-11T10:00') }],
    ['the concert was cancelled, remove it from my calendar', { title: 'concert' }],
  ])('"%s" cancels', (text, slots) =>
    expect(understand(text)).toMatchObject({ intent: 'cancel_event', ...slots }),
  );

  it.each([
    'change the channel to five',
    'cancel my order',
    'move the robot to the kitchen',
    'clear the browser history',
  ])('"%s" is no change of an event', (text) =>
    expect(['update_event', 'cancel_event']).not.toContain(understand(text).intent),
  );
});

it.each([
  ['when am i free tomorrow', undefined],
  ['find a time for a meeting with Tom this week', 'meeting with Tom'],
  ['find me a free slot on friday', undefined],
])('"%s" looks for a time', (text, title) => {
  const action = understand(text);
  expect({ intent: action.intent, title: action.title }).toEqual({ intent: 'find_time', title });
});

describe('what belongs to an event or a waking', () => {
  const actionsOf = (text: string) =>
    understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions;

  it.each(['what does my day look like', 'how is my week looking'])('"%s" asks for the calendar', (text) => {
    expect(actionsOf(text)).toMatchObject([{ intent: 'list_events' }]);
  });

  it('is the lead time said after it', () => {
    expect(actionsOf('team meeting every other tuesday at 10am, remind me 10 minutes before')).toMatchObject([
      { intent: 'create_event', title: 'team meeting', leadTimes: [10] },
    ]);
    expect(actionsOf('team meeting every other tuesday at 10am, remind me 10 minutes before')).toHaveLength(
      1,
    );
  });

  it('is what one is woken for', () => {
    expect(actionsOf('wake me up every day at 7')).toMatchObject([
      { intent: 'create_reminder', title: 'wake up', recurrence: { rule: 'FREQ=DAILY' } },
    ]);
    expect(actionsOf('wake me at 6 for the airport')).toMatchObject([{ title: 'the airport' }]);
  });

  it.each([
    ['dinner with bob tomorrow at 7', '2026-03-11T19:00:00+01:00'],
    ['party at 9 on saturday', '2026-03-14T21:00:00+01:00'],
    ['dinner prep tomorrow at 9am', '2026-03-11T09:00:00+01:00'],
    ['party planning tomorrow morning at 9', '2026-03-11T09:00:00+01:00'],
    ['dentist tomorrow at 9', '2026-03-11T09:00:00+01:00'],
  ])('is the half of the day: "%s"', (text, start) => {
    expect(actionsOf(text)).toMatchObject([{ intent: 'create_event', when: { start } }]);
  });

  it('is each appointment of its own', () => {
    expect(actionsOf('lunch with Bob tomorrow at 1 and gym at 6pm')).toMatchObject([
      { intent: 'create_event', title: 'lunch with Bob', when: { start: '2026-03-11T13:00:00+01:00' } },
      { intent: 'create_event', title: 'gym', when: { start: '2026-03-11T18:00:00+01:00' } },
    ]);
    expect(actionsOf('dentist tomorrow at 9 then dinner with Ann at 8')).toMatchObject([
      { title: 'dentist', when: { start: '2026-03-11T09:00:00+01:00' } },
      { title: 'dinner with Ann', when: { start: '2026-03-11T20:00:00+01:00' } },
    ]);
    expect(actionsOf('meeting with Tom and Ann tomorrow at 3')).toMatchObject([
      { title: 'meeting with Tom and Ann' },
    ]);
  });

  it.each([
    "what's on tomorrow?",
    "what's on today",
    "what's happening on friday",
    'what is planned for next week',
  ])('"%s" asks for the calendar of that time', (text) => {
    expect(actionsOf(text)).toMatchObject([{ intent: 'list_events', when: { start: expect.any(String) } }]);
  });

  it('is all of its days', () => {
    expect(actionsOf('trip to Paris 5-8 December')).toMatchObject([
      {
        intent: 'create_event',
        title: 'trip to Paris',
        when: { start: '2026-12-05T00:00:00+01:00', end: '2026-12-09T00:00:00+01:00' },
      },
    ]);
  });
});

it.each(['dinner with my parents', 'lunch with Ann and Bob', 'budget meeting with Tom'])(
  '"%s" lacks nothing but a time',
  (text) => {
    const { intent, title, when } = understand(text);
    expect({ intent, title, when }).toEqual({
      intent: 'create_event',
      title: text,
      when: undefined,
    });
  },
);

it('"Leo turns 5 on saturday" has no time of day', () => {
  expect(understand('Leo turns 5 on saturday').intent).not.toBe('create_event');
});
