import { understandOffline } from '../understand-offline.ts';

/** A Thursday morning in Berlin. */
const reference = new Date('2026-11-26T09:00:00Z');
const understand = (text: string) =>
  understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions[0];

describe('a time instead of another one', () => {
  it.each([
    ['the dinner on friday will be at eight instead of seven', 'dinner', '2026-11-27T20:00'],
    ['my dentist is now at 5 instead of 4', 'dentist', '2026-11-26T17:00'],
    ['the meeting tomorrow is at 3 instead of 2', 'meeting', '2026-11-27T15:00'],
    ['lunch with Bob will be at one rather than noon', 'lunch with Bob', '2026-11-26T13:00'],
    ['our call will start at 10 instead of 9', 'call', '2026-11-26T22:00'],
    ['the recital on monday begins at 6 and not at 7', 'recital', '2026-11-30T18:00'],
    ['the review tomorrow will now be at half past ten, not ten', 'review', '2026-11-27T10:30'],
    ['book club on thursday is at seven thirty instead of seven', 'book club', '2026-12-03T19:30'],
    ['swim class starts at 9 rather than 8 on saturday', 'swim class', '2026-11-28T09:00'],
    ['yoga on monday is at 7 pm now, not 6', 'yoga', '2026-11-30T19:00'],
  ])('is the new one of an event that exists: "%s"', (text, title, start) => {
    expect(understand(text)).toMatchObject({ intent: 'update_event', title });
    expect(understand(text).when?.start).toContain(start);
  });

  it.each([
    ['make it from 3pm to 5pm', undefined, '2026-11-26T15:00', '2026-11-26T17:00'],
    ['move the dentist to 3-5pm', 'dentist', '2026-11-26T15:00', '2026-11-26T17:00'],
    ['change the party to 11am until 3pm', 'party', '2026-11-26T11:00', '2026-11-26T15:00'],
  ])('can be one from and to, on the day that it has: "%s"', (text, title, start, end) => {
    const { when, ...action } = understand(text);
    expect(action).toMatchObject({ intent: 'update_event', timeOnly: 'exact' });
    expect(action.title).toBe(title);
    expect([when?.start.slice(0, 16), when?.end?.slice(0, 16)]).toEqual([start, end]);
  });

  it('is no task where it can not be', () => {
    expect(understand('make it from 5pm to 3pm')).toMatchObject({
      intent: 'update_event',
      noSuchDate: { words: '5pm to 3pm' },
    });
  });

  it('is the new day of the event on the old one', () => {
    expect(understand('the party is on saturday instead of friday')).toMatchObject({
      intent: 'update_event',
      title: 'party',
      when: { start: '2026-11-28T00:00:00+01:00' },
      currentWhen: { start: '2026-11-27T00:00:00+01:00' },
    });
  });

  it.each(['the answer is 5 not 4', 'my name is Bob not Rob'])('is none in "%s"', (text) => {
    expect(understand(text).intent).toBe('out_of_scope');
  });
});

it.each([
  ["move tomorrow's meeting to half past ten", '2026-11-27T10:30'],
  ['move the meeting tomorrow to noon', '2026-11-27T12:00'],
  ['my physio appointment has been moved from 2 to 4', '2026-11-26T16:00'],
])('a new time alone leaves the day as it is: "%s"', (text, start) => {
  expect(understand(text).intent).toBe('update_event');
  expect(understand(text).when?.start).toContain(start);
});

it('an event an hour later is moved, not done', () => {
  expect(understand('can we do the optician an hour later')).toMatchObject({
    intent: 'update_event',
    title: 'optician',
  });
});

it.each([
  ['push it back half an hour', { laterBy: 30 }],
  ['delay that by 2 days', { laterBy: 2_880 }],
  ['postpone it a week', { laterBy: 10_080 }],
  ['bring it forward 30 minutes', { laterBy: -30 }],
  ['put it off until tomorrow at 8am', { when: { start: '2026-11-27T08:00:00+01:00' } }],
  ['push it back to 5', { when: { start: '2026-11-26T17:00:00+01:00' } }],
])('"%s" is a change of what was talked about, and no event of that name', (text, change) => {
  expect(understand(text)).toMatchObject({ intent: 'update_event', ...change });
  expect(understand(text).title).toBeUndefined();
});

it.each([
  ['move it from 7pm to 6pm', 'exact'],
  ['move that from 7 to 6', 'either_half'],
])('moves "it" on its day, whatever time it is said to have: "%s"', (text, timeOnly) => {
  const { currentWhen, ...action } = understand(text);
  expect(action).toMatchObject({ intent: 'update_event', timeOnly });
  expect(currentWhen).toBeUndefined();
});

it('puts "it" on another day', () => {
  expect(understand('put it on friday')).toMatchObject({ intent: 'update_event', when: { grain: 'day' } });
  expect(understand('put it on the list').intent).not.toBe('update_event');
});

it.each([
  'change the time to 8pm',
  'move the start time to 8',
  'set it to 3pm',
  'set it for 13:00',
  'set that at 3',
  'oops, make it 3pm',
])('sets "it" to another time: "%s"', (text) => {
  expect(understand(text)).toMatchObject({ intent: 'update_event', timeOnly: expect.any(String) });
});

it.each(['move it to 25:00', 'move the dentist to 25:00', 'move the reminder to 10:75'])(
  'names the time that no clock shows: "%s"',
  (text) => {
    expect(understand(text).noSuchDate).toMatchObject({ isTime: true });
  },
);
