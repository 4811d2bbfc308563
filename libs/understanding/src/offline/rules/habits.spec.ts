import { understandOffline } from '../understand-offline.ts';

const understand = (text: string, usage = {}) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC', ...usage })
    .actions[0];

describe('a choice for good', () => {
  it.each([
    ['my morning is 7:30', { preference: 'morning', when: { start: '2026-03-10T07:30:00+00:00' } }],
    ['my morning starts at 6am', { preference: 'morning', when: { start: '2026-03-11T06:00:00+00:00' } }],
    ['day first', { preference: 'day_first' }],
    ['dates are day first', { preference: 'day_first' }],
    ['use dd/mm/yyyy', { preference: 'day_first' }],
    ['month first please', { preference: 'month_first' }],
    ['weeks start on sunday', { preference: 'week_start', when: { start: '2026-03-15T00:00:00+00:00' } }],
    ['remind me an hour before everything', { preference: 'event_reminders', leadTimes: [60] }],
    [
      'remind me a day and an hour before every event',
      { preference: 'event_reminders', leadTimes: [1_440, 60] },
    ],
    ['set my default reminder time to 30 minutes', { preference: 'event_reminders', leadTimes: [30] }],
    ["don't remind me before events", { preference: 'event_reminders', off: true }],
    [
      'quiet hours 10pm to 7am',
      {
        preference: 'quiet_hours',
        when: { start: '2026-03-10T22:00:00+00:00' },
        newEnd: { start: '2026-03-11T07:00:00+00:00' },
      },
    ],
    [
      "don't message me after 9pm",
      { preference: 'quiet_hours', when: { start: '2026-03-10T21:00:00+00:00' } },
    ],
    [
      "don't message me before 8",
      { preference: 'quiet_hours', newEnd: { start: expect.stringContaining('T08:00') } },
    ],
    ['no quiet hours', { preference: 'quiet_hours', off: true }],
    ['quiet hours 25 to 30', { preference: 'quiet_hours', noSuchDate: { words: '25', isTime: true } }],
    [
      'send me my agenda every day at 99',
      { preference: 'agenda', noSuchDate: { words: '99', isTime: true } },
    ],
    [
      'send me my agenda every morning at 7',
      { preference: 'agenda', when: { start: '2026-03-11T07:00:00+00:00' } },
    ],
    ['move my agenda to 6', { preference: 'agenda', when: { start: expect.stringContaining('T06:00') } }],
    [
      'send me my agenda at 9pm',
      { preference: 'agenda', when: { start: expect.stringContaining('T21:00') } },
    ],
    ['send me a daily agenda', { preference: 'agenda' }],
    ['stop the agenda', { preference: 'agenda', off: true }],
    ['no more daily briefing', { preference: 'agenda', off: true }],
  ])('"%s"', (text, meant) => expect(understand(text)).toMatchObject({ intent: 'set_preference', ...meant }));

  it.each([
    ['remind me an hour before the meeting', 'create_reminder'],
    ["what's my agenda", 'agenda'],
    ['send me my agenda', 'agenda'],
    ['my morning run is at 7', 'create_event'],
    ['cancel the agenda meeting tomorrow', 'cancel_event'],
    ['I have a quiet evening on friday', 'create_event'],
  ])('is not "%s"', (text, intent) =>
    expect([intent, 'out_of_scope', 'list_events']).toContain(understand(text).intent),
  );
});

describe('where a person is', () => {
  it.each([
    ["I'm in Tokyo", { place: 'Tokyo' }],
    ['I live in Chicago', { place: 'Chicago' }],
    [
      "I'm in Tokyo this week",
      { place: 'Tokyo', when: { start: '2026-03-09T00:00:00+00:00', grain: 'week' } },
    ],
    [
      "I'm in Tokyo until friday",
      { place: 'Tokyo', when: { start: '2026-03-13T00:00:00+00:00', grain: 'day' } },
    ],
    [
      "I'm in Rome for three days",
      { place: 'Rome', when: { start: '2026-03-13T00:00:00+00:00', grain: 'day' } },
    ],
    ["I'm back home", { place: 'home' }],
  ])('"%s"', (text, meant) => expect(understand(text)).toMatchObject({ intent: 'set_timezone', ...meant }));

  it.each(["I'm in a meeting", "I'm in trouble", 'I live in a house'])('is not said by "%s"', (text) =>
    expect(understand(text).intent).not.toBe('set_timezone'),
  );
});

describe('what a person is used to', () => {
  it.each([
    ['remind me to stretch tomorrow morning', { morning: 450 }, '2026-03-11T07:30:00+00:00'],
    ['remind me to stretch tomorrow evening', { morning: 450 }, '2026-03-11T18:00:00+00:00'],
    ['dentist on 10/4 at 3pm', { dayFirst: true }, '2026-04-10T15:00:00+00:00'],
    ["what's on next week", { weekStart: 7 }, '2026-03-15T00:00:00+00:00'],
    ["what's on next week", {}, '2026-03-16T00:00:00+00:00'],
  ])('"%s" with %j', (text, usage, start) => expect(understand(text, usage).when?.start).toBe(start));
});
