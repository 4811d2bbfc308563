import { understandOffline } from '../understand-offline.ts';

const meaning = (text: string): unknown => {
  const [{ intent, title, list, all }] = understandOffline({
    text,
    reference: new Date('2026-11-27T08:00:00Z'),
    timezone: 'Europe/Berlin',
  }).actions;
  return { intent, ...(title && { title }), ...(list && { list }), ...(all && { all }) };
};

describe('what is open again', () => {
  it.each([
    ["the milk isn't done", { intent: 'reopen_task', title: 'milk' }],
    ['the invoice is not finished yet', { intent: 'reopen_task', title: 'invoice' }],
    ['put the eggs back on the shopping list', { intent: 'reopen_task', title: 'eggs', list: 'shopping' }],
  ])('"%s"', (text, expected) => expect(meaning(text)).toEqual(expected));

  it.each(["it isn't done yet, sorry", "isn't the milk done?", "the meeting isn't finished"])(
    'is nothing of "%s"',
    (text) => expect(meaning(text)).not.toMatchObject({ intent: 'reopen_task' }),
  );
});

describe('which lists there are', () => {
  it.each(['what lists do I have', 'which lists do I have?', 'show me my lists', 'how many lists are there'])(
    'is asked by "%s"',
    (text) => expect(meaning(text)).toEqual({ intent: 'list_tasks', all: true }),
  );

  it('is not asked by what is on one', () => {
    expect(meaning("what's on my shopping list")).toEqual({ intent: 'list_tasks', list: 'shopping' });
  });
});

describe('a fact to forget', () => {
  it.each([
    ['forget my locker', { intent: 'forget', title: 'locker' }],
    ['forget that my locker is 42', { intent: 'forget', title: 'locker is 42' }],
    ['forget what I told you about the wifi', { intent: 'forget', title: 'wifi' }],
    ['delete the note about my locker', { intent: 'forget', title: 'locker' }],
    ['delete that note', { intent: 'forget' }],
    ['forget everything you remember', { intent: 'forget', all: true }],
  ])('"%s"', (text, expected) => expect(meaning(text)).toEqual(expected));

  it.each([
    ['forget it', 'deny'],
    ['forget me', 'erase_data'],
    ['forget my appointment', 'cancel_event'],
    ['remove the note from my list', 'delete_task'],
    ["don't forget my umbrella", 'create_task'],
  ])('is not meant by "%s"', (text, intent) => expect(meaning(text)).toMatchObject({ intent }));
});

describe('everything that was kept', () => {
  it.each([
    'what do you remember',
    'what have you noted for me',
    'tell me everything you remember',
    'show my notes',
  ])('is asked for by "%s"', (text) => expect(meaning(text)).toEqual({ intent: 'recall' }));
});
