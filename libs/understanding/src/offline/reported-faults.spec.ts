import type { Action } from '../meaning.ts';
import { understandOffline } from './understand-offline.ts';

/** A Tuesday, one in the afternoon in Berlin. */
const usual = '2026-11-24T13:00:00+01:00';

/** What is compared of an action; `start` is that of `when`. */
const read = (text: string, reference = usual, dayFirst = false) =>
  understandOffline({
    text,
    reference: new Date(reference),
    timezone: 'Europe/Berlin',
    dayFirst,
  }).actions.map(({ intent, title, list, when, recurrence, part }: Action) => ({
    intent,
    ...(title && { title }),
    ...(list && { list }),
    ...(when && { start: when.start.slice(0, 19) }),
    ...(recurrence && { rule: recurrence.rule }),
    ...(part && { part }),
  }));

/** Faults that people reported of other assistants, each with others of its kind. */
describe('what other assistants got wrong', () => {
  it.each([
    ['set alarm for 4:45', 'alarm', '2026-11-24T16:45:00'],
    ['alarm 5:20', 'alarm', '2026-11-24T17:20:00'],
    ['set an alarm for quarter to 5', 'alarm', '2026-11-24T16:45:00'],
    ['set alarm for 12:30', 'alarm', '2026-11-25T12:30:00'],
    ['wake me up at 6', 'wake up', '2026-11-25T06:00:00'],
  ])('an alarm rings at the next such time that people are awake, or wake up: "%s"', (text, title, start) => {
    expect(read(text)).toEqual([{ intent: 'create_reminder', title, start }]);
  });

  it.each([
    ['remind me to leave at 8:6:30 p.m.', 'leave', '2026-11-24T20:36:00'],
    ['remind me at 836pm to leave', 'leave', '2026-11-24T20:36:00'],
    ['remind me at 8 36 p m to leave', 'leave', '2026-11-24T20:36:00'],
    ['remind me to leave at 8 oh 5 pm', 'leave', '2026-11-24T20:05:00'],
    ['remind me at 7 o 5 am to leave', 'leave', '2026-11-25T07:05:00'],
  ])('a time is found in what a transcription makes of it: "%s"', (text, title, start) => {
    expect(read(text)).toEqual([{ intent: 'create_reminder', title, start }]);
  });

  it.each([
    ['remind me at 09:05 to call the bank', '2026-11-25T09:05:00'],
    ['remind me at 0905 to call the bank', '2026-11-25T09:05:00'],
    ['remind me 09:05 call the bank', '2026-11-25T09:05:00'],
  ])('a time of day is no length: "%s"', (text, start) => {
    expect(read(text)).toEqual([{ intent: 'create_reminder', title: 'call the bank', start }]);
  });

  it.each([
    ['dentist next tuesday', '2026-12-01T00:00:00'],
    ['dentist on tuesday', '2026-12-01T00:00:00'],
    ['dentist this tuesday at 3', '2026-11-24T15:00:00'],
  ])('"next tuesday" is not today: "%s"', (text, start) => {
    expect(read(text)).toEqual([{ intent: 'create_event', title: 'dentist', start }]);
  });

  it.each([
    [true, '2027-04-10T00:00:00'],
    [false, '2027-10-04T00:00:00'],
  ])('10/4 is read as the person writes dates, day first: %s', (dayFirst, start) => {
    expect(read('dentist on 10/4', usual, dayFirst)).toEqual([
      { intent: 'create_event', title: 'dentist', start },
    ]);
  });

  it.each([
    ['Go to gym every Thursday and Saturday and Sunday', 'Go to gym', 'FREQ=WEEKLY;BYDAY=TH,SA,SU'],
    ['remind me to train on tuesdays and thursdays', 'train', 'FREQ=WEEKLY;BYDAY=TU,TH'],
    ['every other wednesday bin day', 'bin day', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE'],
    ['every friday call grandma', 'call grandma', 'FREQ=WEEKLY;BYDAY=FR'],
  ])('several weekdays are one rule and no part of the title: "%s"', (text, title, rule) => {
    expect(read(text)).toMatchObject([{ intent: 'create_reminder', title, rule }]);
  });

  it.each([
    ['remind me monthly on the 30th to pay rent', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1'],
    ['pay rent on the 31st every month', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1'],
    ['pay rent on the first friday each month', 'FREQ=MONTHLY;BYDAY=1FR'],
    ['remind me every 29th to pay rent', 'FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1'],
    ['remind me on the 31st of every month to pay rent', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1'],
    ['remind me on the last day of every month to pay rent', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
  ])('no month is left out: "%s"', (text, rule) => {
    expect(read(text)).toMatchObject([{ intent: 'create_reminder', title: 'pay rent', rule }]);
  });

  it.each([
    ["cancel just this week's yoga", 'yoga'],
    ["delete only tomorrow's standup", 'standup'],
    ['cancel the yoga only on friday', 'yoga'],
    ['skip yoga next week', 'yoga'],
  ])('one time of a series is not all of it: "%s"', (text, title) => {
    expect(read(text)).toMatchObject([{ intent: 'cancel_event', title, part: 'one' }]);
  });

  it.each([
    ['add eggs to the shopping list to my list', 'eggs to the shopping list', undefined],
    ['add list of guests to my shopping list', 'list of guests', 'shopping'],
    ['add remind bob about the party to my list', 'remind bob about the party', undefined],
    ['add cancel netflix to my list', 'cancel netflix', undefined],
    ['add complete form 12 to my list', 'complete form 12', undefined],
    ['put 7 up on the shopping list', '7 up', 'shopping'],
    ["add tomorrow's newspaper to my shopping list", "tomorrow's newspaper", 'shopping'],
  ])('an item keeps words that look like a command: "%s"', (text, title, list) => {
    expect(read(text)).toEqual([{ intent: 'create_task', title, ...(list && { list }) }]);
  });

  it.each([
    ['set a reminder', 'create_reminder'],
    ['remind me', 'create_reminder'],
    ['add a task', 'create_task'],
    ['create an event', 'create_event'],
    ['set a timer', 'create_timer'],
  ])('a subject that nobody named is not invented: "%s"', (text, intent) => {
    expect(read(text)).toEqual([{ intent }]);
  });

  it.each([
    [
      'Call the client tomorrow, scratch that, call them today',
      { intent: 'create_task', title: 'call the client', start: '2026-11-24T00:00:00' },
    ],
    [
      'remind me to call the client tomorrow at 3, no wait, at 4',
      { intent: 'create_reminder', title: 'call the client', start: '2026-11-25T16:00:00' },
    ],
    [
      'remind me to call the client tomorrow, actually make it friday',
      { intent: 'create_reminder', title: 'call the client', start: '2026-11-27T00:00:00' },
    ],
    [
      'remind me at 5 to call the client. forget that, at 6',
      { intent: 'create_reminder', title: 'call the client', start: '2026-11-24T18:00:00' },
    ],
    [
      'pasta timer 8 minutes, no wait, 9',
      { intent: 'create_timer', title: 'pasta', start: '2026-11-24T13:09:00' },
    ],
    ['set a timer for 5 minutes, no make that 10', { intent: 'create_timer', start: '2026-11-24T13:10:00' }],
    [
      'add milk to my list, forget that, add oat milk to my list',
      { intent: 'create_task', title: 'oat milk' },
    ],
    ['add milk, actually make that oat milk, to my list', { intent: 'create_task', title: 'oat milk' }],
    [
      'dentist on monday, no tuesday at 10',
      { intent: 'create_event', title: 'dentist', start: '2026-12-01T10:00:00' },
    ],
  ])('only what was said last counts: "%s"', (text, action) => {
    expect(read(text)).toEqual([action]);
  });

  it.each([
    'did you remind me this morning?',
    'have you reminded me to call mom?',
    'have you told me to take my pills?',
    'was I reminded of the rent?',
    'did the alarm ring this morning?',
    'did you already remind me about the pills?',
  ])('a question about a reminder makes none: "%s"', (text) => {
    expect(read(text)[0]?.intent).not.toMatch(/^create/);
  });
});
