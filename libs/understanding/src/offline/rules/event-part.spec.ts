import { understandOffline } from '../understand-offline.ts';

/** A Thursday morning in Berlin. */
const reference = new Date('2026-11-26T09:00:00Z');
const understand = (text: string) =>
  understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions[0];
const day = (date: string) => ({ start: expect.stringMatching(`^${date}`) as string });

describe('some times of an event that repeats', () => {
  it.each([
    ['skip yoga next week', { title: 'yoga', part: 'one', when: day('2026-11-30') }],
    ['skip the next yoga', { title: 'yoga', part: 'one' }],
    ['cancel only the next team meeting', { title: 'team meeting', part: 'one' }],
    ['pause yoga until january', { title: 'yoga', part: 'until', when: day('2027-01-01') }],
    ['put my piano lessons on hold until february', { title: 'piano lessons', part: 'until' }],
    ['cancel yoga from december on', { title: 'yoga', part: 'following', when: day('2026-12-01') }],
    ['stop yoga after december', { title: 'yoga', part: 'following', when: day('2027-01-01') }],
    ['end yoga on december 20', { title: 'yoga', part: 'following', when: day('2026-12-21') }],
  ])('are cancelled by "%s"', (text, slots) => {
    expect(understand(text)).toMatchObject({ intent: 'cancel_event', ...slots });
  });

  it.each([
    ['move yoga to 6pm from now on', { title: 'yoga', part: 'following', timeOnly: 'exact' }],
    [
      'move yoga to 7pm from december on',
      { title: 'yoga', part: 'following', timeOnly: 'exact', currentWhen: day('2026-12-01') },
    ],
    [
      'move yoga to friday starting next week',
      { title: 'yoga', part: 'following', currentWhen: day('2026-11-30') },
    ],
    ['move the next yoga to 6', { title: 'yoga', part: 'one', timeOnly: 'either_half' }],
  ])('are moved by "%s"', (text, slots) => {
    expect(understand(text)).toMatchObject({ intent: 'update_event', ...slots });
  });

  it.each(['skip this song', 'skip the intro', 'stop the music', 'pause the movie until tomorrow'])(
    'are not meant by "%s"',
    (text) => expect(understand(text)?.part).toBeUndefined(),
  );
});

describe('how much an event changes', () => {
  it.each([
    ['make the meeting an hour longer', { longerBy: 60 }],
    ['make the meeting 30 minutes shorter', { longerBy: -30 }],
    ['extend the meeting by an hour and a half', { longerBy: 90 }],
    ['postpone the meeting by an hour', { laterBy: 60 }],
    ['push the dentist back by a day', { laterBy: 1_440 }],
    ['move the dentist half an hour earlier', { laterBy: -30 }],
    ['make it two hours', { length: 120 }],
    ['make it an hour long', { length: 60 }],
    ['make the meeting 30 minutes long', { length: 30 }],
    ['extend the meeting until 5', { newEnd: day('2026-11-26T17:00'), timeOnly: 'either_half' }],
  ])('is said by "%s"', (text, slots) => {
    expect(understand(text)).toMatchObject({ intent: 'update_event', ...slots });
  });
});

describe('questions about time', () => {
  it.each([
    ['am I free on friday afternoon', { intent: 'list_events', asksFree: true }],
    ["what's next", { intent: 'list_events', part: 'one' }],
    ['when is yoga', { intent: 'list_events', title: 'yoga' }],
    ["what's on my calendar about the kitchen", { intent: 'list_events', title: 'kitchen' }],
    ['find me an hour this week', { intent: 'find_time', length: 60 }],
    ['find me 30 minutes tomorrow', { intent: 'find_time', length: 30 }],
    ['find time for lunch with bob next week', { intent: 'find_time', title: 'lunch with bob' }],
  ])('"%s"', (text, slots) => expect(understand(text)).toMatchObject(slots));

  it('are not about being free when they ask what there is', () => {
    expect(understand('what do I have on friday')?.asksFree).toBeUndefined();
  });
});
