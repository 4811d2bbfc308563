import { understandOffline } from './understand-offline.ts';

/** A Tuesday afternoon. */
const reference = new Date('2026-03-10T14:00:00Z');
const actions = (text: string) => understandOffline({ text, reference, timezone: 'UTC' }).actions;
const said = (text: string) =>
  actions(text).map(({ intent, title, when }) => [intent, title, when?.start.slice(0, 16)]);

const CHANGES = /^(?:create|complete|delete|cancel|update|erase|reopen)_/;

describe.each([
  [
    'a question',
    [
      "didn't you put bread on my list?",
      "haven't you added eggs to my list",
      "shouldn't you cancel the meeting on friday",
      "hasn't Tom moved the party to sunday",
      "isn't the class on monday cancelled",
      "aren't you adding rice to my list",
      "why haven't you added milk to my list",
    ],
  ],
  [
    'a prohibition',
    [
      "don't you dare put bread on my list",
      "don't you cancel the dentist on friday",
      "don't you ever delete my tasks",
      'do not move the meeting to friday',
      'never mark the bins as done',
      "don't go adding things to my list",
      "you mustn't cancel dinner with Tom on friday",
      'no need to cancel the meeting on friday',
      "I didn't ask you to add milk to my list",
      'I told you not to add milk to my list',
    ],
  ],
  [
    'a report',
    [
      "she said don't cancel the party on saturday",
      'he says he put eggs on the shopping list',
      'my boss told me not to put the call in my calendar on thursday',
      'he asked me to mark the report as done',
      'my wife asked me to delete the shopping list',
      'Ann told me the meeting on friday is cancelled',
      'the school emailed that the concert is moved to friday at 7',
      'my wife asked if I could put milk on the list',
      'you forgot to add milk to my list',
      'he texted me "cancel dinner on friday"',
      'Mark told me to cancel lunch on friday',
      'she added milk to my list',
      'my husband has cancelled the party on saturday',
    ],
  ],
  [
    'a word about how it came to be',
    [
      'sorry I cancelled the dentist tuesday at 3pm',
      'ugh I missed dinner with Tom friday at 7',
      'fyi I cancelled lunch with Ann on friday',
      'dinner with Tom friday at 7 was great',
      'the meeting on friday got postponed',
      'should I add milk to my list?',
      'I should have added milk to my list',
      'I would have added bread to the list',
      'I almost added eggs to my list',
      'I was going to add eggs to my list',
      'I forgot to add milk to my list',
      'you added milk to my list twice',
    ],
  ],
])('%s', (_, texts) => {
  it.each(texts)('orders nothing: "%s"', (text) => {
    for (const { intent } of actions(text)) expect(intent).not.toMatch(CHANGES);
  });
});

describe('an order', () => {
  it.each([
    ["couldn't you put bread on my list", 'create_task', 'bread', undefined],
    ["won't you add rice to my list please", 'create_task', 'rice', undefined],
    ["can't you cancel the meeting on friday?", 'cancel_event', 'meeting', '2026-03-13T00:00'],
    ["wouldn't you move the meeting to friday at 3", 'update_event', 'meeting', '2026-03-13T15:00'],
    ["don't you forget to add milk to my list", 'create_task', 'milk', undefined],
    ["I don't want bread on my list any more, take it off", 'delete_task', 'bread', undefined],
    ["don't cancel yoga, move it to friday at 6", 'update_event', 'yoga', '2026-03-13T18:00'],
    ["why don't you add milk to my list", 'create_task', 'milk', undefined],
    ['do not forget the dentist on friday at 3', 'create_event', 'dentist', '2026-03-13T15:00'],
    ['yoga cancelled on thursday', 'cancel_event', 'yoga', '2026-03-12T00:00'],
    ['I told you to add milk to my list', 'create_task', 'milk', undefined],
  ])('is one, however it is put: "%s"', (text, intent, title, start) =>
    expect(said(text)).toEqual([[intent, title, start]]),
  );

  it.each([
    ['she asked me to add milk to my list', 'create_task', 'milk', undefined],
    ['my mum told me to put eggs on the shopping list', 'create_task', 'eggs', undefined],
    ['my wife asked me to buy milk, put it on my list', 'create_task', 'buy milk', undefined],
    ["he says we're out of soap, add it to my list", 'create_task', 'soap', undefined],
    ['mom wrote "dinner friday at 7", put it in my calendar', 'create_event', 'dinner', '2026-03-13T19:00'],
    [
      'they said the delivery is on friday at 3, put it in my calendar',
      'create_event',
      'delivery',
      '2026-03-13T15:00',
    ],
    [
      'my boss asked me to add the call on friday at 3 to my calendar',
      'create_event',
      'call',
      '2026-03-13T15:00',
    ],
    ['Tom said the party is cancelled, remove it', 'cancel_event', 'party', undefined],
    ['Tom cancelled, take lunch off my calendar', 'cancel_event', 'lunch', undefined],
    ['my calendar says I have a meeting at 3, cancel it', 'cancel_event', 'meeting', '2026-03-10T15:00'],
    ["she'd like me to add milk to my list", 'create_task', 'milk', undefined],
  ])('is passed on without who gave it: "%s"', (text, intent, title, start) =>
    expect(said(text)).toEqual([[intent, title, start]]),
  );

  it('is the second of two, the first of which is forbidden', () =>
    expect(said("don't add milk to my list, add bread to my list")).toContainEqual([
      'create_task',
      'bread',
      undefined,
    ]));
});
