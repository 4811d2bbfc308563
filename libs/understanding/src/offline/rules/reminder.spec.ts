import { understandOffline } from '../understand-offline.ts';

/** A Tuesday, three in the afternoon in Berlin. */
const reference = new Date('2026-03-10T14:00:00Z');
const understand = (text: string) =>
  understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions[0];

describe('asking for a reminder', () => {
  it.each([
    ['remind me to call mom tomorrow at 5pm', 'call mom', '2026-03-11T17:00:00+01:00', 'hour'],
    ['set a reminder for friday 9am to pay rent', 'pay rent', '2026-03-13T09:00:00+01:00', 'hour'],
    ['remind me in 20 minutes to check the oven', 'check the oven', '2026-03-10T15:20:00+01:00', 'minute'],
    ['in 2 hours remind me to call Bob', 'call Bob', '2026-03-10T17:00:00+01:00', 'minute'],
    ['Tomorrow at 9, please remind me to run', 'run', '2026-03-11T09:00:00+01:00', 'hour'],
    ['remind me tomorrow about the dentist', 'the dentist', '2026-03-11T00:00:00+01:00', 'day'],
    [
      'Don’t let me forget to water the plants tonight',
      'water the plants',
      '2026-03-10T20:00:00+01:00',
      'hour',
    ],
    ['remind me that I need to call the bank on Monday', 'call the bank', '2026-03-16T00:00:00+01:00', 'day'],
    ['remind me tomorrow to call mom at 5pm', 'call mom', '2026-03-11T17:00:00+01:00', 'hour'],
    ['tomorrow remind me to call mom at 5pm', 'call mom', '2026-03-11T17:00:00+01:00', 'hour'],
    ['remind me to call Jane in the evening', 'call Jane', '2026-03-10T18:00:00+01:00', 'hour'],
    ['can you tell me on friday to call Jane?', 'call Jane', '2026-03-13T00:00:00+01:00', 'day'],
  ])('"%s"', (text, title, start, grain) => {
    expect(understand(text)).toMatchObject({ intent: 'create_reminder', title, when: { start, grain } });
  });

  it.each([
    'Hey, can you please remind me to call Jane at 5?',
    'could you remind me to call Jane at 5 please',
    'Hi! I need you to remind me to call Jane at 5, thanks',
    'I would like you to remind me to call Jane at 5.',
  ])('politeness does not matter: "%s"', (text) => {
    expect(understand(text)).toMatchObject({
      intent: 'create_reminder',
      title: 'call Jane',
      when: { start: '2026-03-10T17:00:00+01:00' },
    });
  });

  it.each([
    ['remind me about the 3pm meeting tomorrow', 'the 3pm meeting', '2026-03-11T00:00:00+01:00'],
    ['tomorrow remind me to buy the 3pm tickets', 'buy the 3pm tickets', '2026-03-11T00:00:00+01:00'],
    ['remind me tomorrow to book a table for friday', 'book a table for friday', '2026-03-11T00:00:00+01:00'],
    ['remind me to send friday’s report tomorrow', "send friday's report", '2026-03-11T00:00:00+01:00'],
  ])('a second date stays part of the matter: "%s"', (text, title, start) => {
    expect(understand(text)).toMatchObject({ title, when: { start } });
  });

  it.each([
    'remind me to lock the door',
    'dont let me forget to lock the door',
    'set a reminder to lock the door',
  ])('without a time, "when" is absent: "%s"', (text) => {
    const { intent, title, when } = understand(text);
    expect({ intent, title, when }).toEqual({
      intent: 'create_reminder',
      title: 'lock the door',
      when: undefined,
    });
  });

  it.each([
    ['remind me 10 minutes before the meeting', 'the meeting'],
    ['remind me to send the notes from last night', 'send the notes from last night'],
    ["remind me about last week's meeting", "last week's meeting"],
  ])('"%s": a time that belongs to the matter is not taken', (text, title) => {
    expect(understand(text)).toMatchObject({ title });
    expect(understand(text).when).toBeUndefined();
  });

  it.each([
    'remind me yesterday at 5 to call',
    'remind me to call yesterday at 5',
    'remind me at 5 yesterday to call',
  ])('a time that is over is told as such: "%s"', (text) => {
    const { title, when } = understand(text);
    expect(title).toBe('call');
    expect(Date.parse(when?.start ?? '')).toBeLessThan(reference.getTime());
  });

  it.each(['remind me', 'set a reminder', 'remind me tomorrow at 5'])(
    'without a matter, the title is absent: "%s"',
    (text) => {
      const { intent, title } = understand(text);
      expect({ intent, title }).toEqual({ intent: 'create_reminder', title: undefined });
    },
  );

  it.each(['remind me what is on my list', 'tell me on which day to plant tomatoes'])(
    '"%s" is no such request',
    (text) => {
      expect(understand(text).intent).not.toBe('create_reminder');
    },
  );

  it('of an event takes the time before it', () => {
    expect(understand('remind me 10 minutes before the meeting')).toMatchObject({
      title: 'the meeting',
      leadTimes: [10],
    });
    expect(understand("please alert me a day before jeff's birthday")).toMatchObject({
      title: "jeff's birthday",
      leadTimes: [1440],
    });
  });

  it('to be woken means in the morning', () => {
    expect(understand('wake me at 6:30 tomorrow').when?.start).toBe('2026-03-11T06:30:00+01:00');
    expect(understand('wake me up every day at 7')).toMatchObject({
      intent: 'create_reminder',
      recurrence: {},
      when: { start: '2026-03-11T07:00:00+01:00' },
    });
  });
});

describe('asking for a reminder again and again', () => {
  it.each([
    ['remind me every monday at 9am to water the plants', true],
    ['remind me daily to stretch at 10am', true],
    ['remind me on monday at 9am to water the plants', false],
  ])('"%s" is recurring: %s', (text, recurring) => {
    expect(understand(text).recurrence !== undefined).toBe(recurring);
  });
});

describe('asking for the reminders', () => {
  it.each([
    'what reminders do I have',
    'show my reminders',
    'Reminders?',
    'read me my reminders list',
    'I want to hear my reminder list',
    'what did I ask to be reminded about',
    'what did i ask you to remind me about?',
  ])('"%s"', (text) => {
    expect(understand(text).intent).toBe('list_reminders');
  });
});

describe('changing reminders', () => {
  it.each([
    ['cancel the reminder about the plants', { title: 'the plants' }],
    ['get rid of all my reminders', { all: true }],
    ['forget the reminder for tomorrow', { when: { start: '2026-03-11T00:00:00+01:00' } }],
    ["please cancel tomorrow's reminder", { when: { start: '2026-03-11T00:00:00+01:00' } }],
    ['stop reminding me about the plants', { title: 'the plants' }],
    ["you don't have to remind me to call jim, i already did", { title: 'call jim' }],
    ['drop the trash reminder', { title: 'trash' }],
  ])('"%s" cancels', (text, slots) => {
    expect(understand(text)).toMatchObject({ intent: 'cancel_reminder', ...slots });
  });

  it.each([
    [
      'move my reminder to call mom to 7',
      { title: 'call mom', when: { start: '2026-03-10T19:00:00+01:00' } },
    ],
    ['change the reminder for the rent to friday', { title: 'the rent', when: { grain: 'day' } }],
    ['make the plant reminder every two days', { title: 'plant', recurrence: {} }],
  ])('"%s" changes', (text, slots) => {
    expect(understand(text)).toMatchObject({ intent: 'update_reminder', ...slots });
  });

  it.each([
    ['snooze', undefined],
    ['snooze for 10 minutes', '2026-03-10T15:10:00+01:00'],
    ['snooze the reminder until 5', '2026-03-10T17:00:00+01:00'],
    ['remind me again in an hour', '2026-03-10T16:00:00+01:00'],
    ['give me ten more minutes', '2026-03-10T15:10:00+01:00'],
    ['nudge me again in an hour', '2026-03-10T16:00:00+01:00'],
    ['tell me again', undefined],
  ])('"%s" snoozes', (text, start) => {
    const { intent, when } = understand(text);
    expect({ intent, start: when?.start }).toEqual({ intent: 'snooze_reminder', start });
  });

  it.each([
    ['tell me again what my locker code is', 'recall'],
    ['ask me again why the sky is blue', 'out_of_scope'],
    ['tell me again how to boil an egg', 'out_of_scope'],
  ])('"%s" asks for something else again', (text, intent) => expect(understand(text).intent).toBe(intent));
});

describe('a prompt, a poke and a shout', () => {
  it.each(['give me a shout at 5', 'give me a prod to call mum', 'give me a poke tomorrow about the rent'])(
    'remind with something to do or a time: "%s"',
    (text) => expect(understand(text).intent).toBe('create_reminder'),
  );

  it.each([
    'write me a prompt for an image of a cat',
    'create a prompt to draw a cat',
    'write a prompt about cats',
    'get a poke bowl for lunch',
    'give me a shout when dinner is ready',
  ])('remind of nothing otherwise: "%s"', (text) => expect(understand(text).intent).toBe('out_of_scope'));
});
