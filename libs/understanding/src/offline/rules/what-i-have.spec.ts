import { understandOffline } from '../understand-offline.ts';

/** A Tuesday afternoon. */
const reference = new Date('2026-03-10T14:00:00Z');
const actions = (text: string) => understandOffline({ text, reference, timezone: 'UTC' }).actions;
const said = (text: string) =>
  actions(text).map(({ intent, title, when }) => [intent, title, when?.start.slice(0, 16)]);

describe('what one has done', () => {
  it.each([
    "I've cancelled lunch with Ann friday at 1",
    "we've called off the barbecue on sunday at 3",
    "I've declined the interview on monday at 10",
    "I've been to the vet on monday at 9",
    'I have attended a seminar today at 11',
    "I've completely forgotten brunch with Lee on sunday at 11",
    "I've told Sam about the wedding on saturday at 2",
    "I've already had dinner at 6",
    "I've met the plumber on thursday at 8",
    "we've run the race on sunday at 9",
    "I've given up yoga on mondays at 6",
    "I've planned the menu for the wedding on saturday",
    "I've been asked to bring a cake to the party on saturday",
    "I've moved the meeting to friday at 3",
    'I have a headache since this morning',
    'I have a sore back since the match on sunday',
    'cancelled dinner with Tom friday at 7',
  ])('is no plan: "%s"', (text) => expect(actions(text)).toMatchObject([{ intent: 'out_of_scope' }]));

  it.each([
    [
      "I've cancelled lunch with Ann on friday, take it off my calendar",
      'lunch with Ann',
      '2026-03-13T00:00',
    ],
    ["I've changed my mind about the party on saturday, cancel it", 'party', '2026-03-14T00:00'],
  ])('is an order with one: "%s"', (text, title, start) =>
    expect(said(text)).toEqual([['cancel_event', title, start]]),
  );

  it('names the event that the calendar is to follow', () =>
    expect(said("I've moved the meeting to friday at 3, update my calendar")).toEqual([
      ['update_event', 'meeting', '2026-03-13T15:00'],
    ]));
});

describe('what one has before one', () => {
  it.each([
    ["I've planned lunch with Ann for friday at 1", 'lunch with Ann', '2026-03-13T13:00'],
    ["we've organised a picnic for sunday at 2", 'picnic', '2026-03-15T14:00'],
    ["I've finally reserved a squash court for saturday at 10", 'squash court', '2026-03-14T10:00'],
    ["I've signed up for pilates on thursday at 6", 'pilates', '2026-03-12T18:00'],
    ["I've made a doctor's appointment for monday at 9", "doctor's appointment", '2026-03-16T09:00'],
    ["we've been invited to a wedding on saturday at 2", 'wedding', '2026-03-14T14:00'],
    ["I've been asked to dinner on friday at 7", 'dinner', '2026-03-13T19:00'],
    ['I have guided meditation practice on thursday at 6', 'guided meditation practice', '2026-03-12T18:00'],
    ['I have book club on thursday at 7', 'book club', '2026-03-12T19:00'],
    ['I have Fred over for lunch on friday at 1', 'Fred over for lunch', '2026-03-13T13:00'],
    [
      'I have a dentist appointment friday at 3 since this tooth hurts',
      'dentist appointment',
      '2026-03-13T15:00',
    ],
    ["don't you forget the dentist friday at 3", 'dentist', '2026-03-13T15:00'],
  ])('is an event: "%s"', (text, title, start) =>
    expect(said(text)).toEqual([['create_event', title, start]]),
  );
});
