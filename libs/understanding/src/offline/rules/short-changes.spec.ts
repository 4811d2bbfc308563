import { understandOffline } from '../understand-offline.ts';

/** A Tuesday, three in the afternoon in Berlin. */
const reference = new Date('2026-03-10T14:00:00Z');
const understand = (text: string) =>
  understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions[0];

describe('a timer in shorthand', () => {
  it.each([
    ['timer 1h 30m', '2026-03-10T16:30:00+01:00'],
    ['set a timer for 1h30', '2026-03-10T16:30:00+01:00'],
    ['90s timer', '2026-03-10T15:01:30+01:00'],
    ['5m timer for the eggs', '2026-03-10T15:05:00+01:00'],
  ])('"%s"', (text, start) => {
    expect(understand(text)).toMatchObject({ intent: 'create_timer', when: { start } });
  });
});

describe('"it" gets another name', () => {
  it.each([
    ['make it 3 eggs', '3 eggs'],
    ['change that to two lemons', 'two lemons'],
    ['make that oat milk instead', 'oat milk'],
  ])('"%s"', (text, newTitle) => {
    expect(understand(text)).toMatchObject({ intent: 'update_task', newTitle });
  });

  it.each([
    'make it 3',
    'make it an hour',
    'make it two hours longer',
    'make it 3pm',
    'make it snappy',
    'make it a daily event',
  ])('not in "%s"', (text) => {
    expect(understand(text).newTitle).toBeUndefined();
  });
});

describe('a time behind a new name', () => {
  it.each([
    ['rename task 1 to call mum tomorrow at 5', 'update_task', 'call mum', '2026-03-11T17:00'],
    ['rename the milk task to oat milk for friday', 'update_task', 'oat milk', '2026-03-13T00:00'],
    ['rename the dentist to checkup on friday at 5', 'update_event', 'checkup', '2026-03-13T17:00'],
    ['rename it to summer party on 5 may', 'update_event', 'summer party', '2026-05-05T00:00'],
    ['rename the reminder to call dad tomorrow at 5', 'update_reminder', 'call dad', '2026-03-11T17:00'],
  ])('is when it is: "%s"', (text, intent, newTitle, start) => {
    const action = understand(text);
    expect(action).toMatchObject({ intent, newTitle });
    expect(action.when?.start).toContain(start);
  });

  it.each([
    ['rename task 1 to "call mum tomorrow"', 'call mum tomorrow'],
    ['rename task 1 to water the plants every monday', 'water the plants every monday'],
    ['rename task 1 to plan for 2027', 'plan for 2027'],
    ['rename task 1 to read page 5', 'read page 5'],
    ["rename task 1 to tomorrow's shopping", "tomorrow's shopping"],
    ['rename the party to casual friday', 'casual friday'],
  ])('stays in it: "%s"', (text, newTitle) => {
    const action = understand(text);
    expect(action).toMatchObject({ newTitle });
    expect(action.when).toBeUndefined();
  });

  it.each(['rename my reminder', 'rename the reminder to call mum to'])('is not there yet: "%s"', (text) => {
    const { intent, newTitle } = understand(text);
    expect({ intent, newTitle }).toEqual({ intent: 'update_reminder', newTitle: undefined });
  });
});

describe('an event gets the whole day, or another place', () => {
  it.each(['make it all day', 'make my workshop an all-day event', 'turn it into an all day event'])(
    '"%s"',
    (text) => {
      expect(understand(text)).toMatchObject({ intent: 'update_event', allDay: true });
    },
  );

  it.each([
    ['move the meeting to Room 4', 'Room 4'],
    ['move my appointment to the blue conference room', 'the blue conference room'],
    ['move it to zoom', 'zoom'],
  ])('"%s"', (text, place) => {
    const { intent, place: found, title } = understand(text);
    expect({ intent, found }).toEqual({ intent: 'update_event', found: place });
    expect(title ?? '').not.toContain(place);
  });
});

describe('a chore that one has taken', () => {
  it.each([
    ['I took my pills', 'pills'],
    ["I've just taken the antibiotics", 'antibiotics'],
  ])('"%s"', (text, title) => {
    expect(understand(text)).toMatchObject({ intent: 'complete_task', title });
  });

  it('is no bus', () => {
    expect(understand('I took the bus').intent).toBe('out_of_scope');
  });
});
