import { understandOffline } from '../understand-offline.ts';

/** A Tuesday afternoon. */
const reference = new Date('2026-03-10T14:00:00Z');
const actions = (text: string) => understandOffline({ text, reference, timezone: 'UTC' }).actions;
const said = (text: string) =>
  actions(text).map(({ intent, title, when }) => [intent, title, when?.start.slice(0, 16)]);

describe('what is done to a thing', () => {
  it.each([
    [
      'organise the kitchen before dinner on saturday',
      'organise the kitchen before dinner',
      '2026-03-14T00:00',
    ],
    ['create slides for the workshop on monday', 'create slides for the workshop', '2026-03-16T00:00'],
    [
      'arrange the flowers for the wedding tomorrow at 9',
      'arrange the flowers for the wedding',
      '2026-03-11T09:00',
    ],
    ['plan my speech for the ceremony on friday', 'plan my speech for the ceremony', '2026-03-13T00:00'],
    [
      'have my dress ironed before the party on saturday',
      'have my dress ironed before the party',
      '2026-03-14T00:00',
    ],
    ['put my swimming kit in the wash tonight', 'put my swimming kit in the wash', '2026-03-10T20:00'],
    [
      'put the drinks for the party in the fridge on friday',
      'put the drinks for the party in the fridge',
      '2026-03-13T00:00',
    ],
    ['drop the kids at swimming at 4', 'drop the kids at swimming', '2026-03-10T16:00'],
    [
      'put the chairs out for the meeting tomorrow at 9',
      'put the chairs out for the meeting',
      '2026-03-11T09:00',
    ],
  ])('is a chore, whatever event it is done for: "%s"', (text, title, start) =>
    expect(said(text)).toEqual([['create_task', title, start]]),
  );

  it.each([
    'have Ann text me after the lesson tomorrow',
    'make room in the freezer for the barbecue meat on saturday',
    'have a safe flight tomorrow',
    'have a great party on saturday',
    'have fun at the concert tonight',
    'enjoy the wedding on saturday',
  ])('is neither chore nor event: "%s"', (text) =>
    expect(actions(text)).toMatchObject([{ intent: 'out_of_scope' }]),
  );
});

describe('an event', () => {
  it.each([
    ['plan a party on saturday', 'party', '2026-03-14T00:00'],
    ['organise a picnic for sunday at 12', 'picnic', '2026-03-15T12:00'],
    ['organise paintball on saturday at 10', 'paintball', '2026-03-14T10:00'],
    ['arrange a catch up with Jo for friday at 3', 'catch up with Jo', '2026-03-13T15:00'],
    ['create a budget meeting thursday at 10', 'budget meeting', '2026-03-12T10:00'],
    ['plan the trip to Rome on saturday', 'trip to Rome', '2026-03-14T00:00'],
    ['have drinks with the team friday at 6', 'drinks with the team', '2026-03-13T18:00'],
    ["let's have a nice brunch on sunday at 11", 'nice brunch', '2026-03-15T11:00'],
    [
      'have friends round for a barbecue on saturday at 4',
      'friends round for a barbecue',
      '2026-03-14T16:00',
    ],
    ["put girls' night out on friday at 8pm", "girls' night out", '2026-03-13T20:00'],
    ['put a picnic in the park in for saturday at 12', 'picnic', '2026-03-14T12:00'],
    ['make time for yoga tomorrow at 7', 'yoga', '2026-03-11T07:00'],
  ])('is planned by the same verbs: "%s"', (text, title, start) =>
    expect(said(text)).toEqual([['create_event', title, start]]),
  );
});
