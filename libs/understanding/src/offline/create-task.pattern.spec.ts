import { understandOffline } from './understand-offline.ts';

/** A Tuesday. */
const reference = new Date('2026-03-10T14:00:00Z');
const understand = (text: string) => understandOffline({ text, reference, timezone: 'UTC' }).actions[0];

describe('adding a task', () => {
  it.each([
    ['add milk to my list', 'milk'],
    ['Add milk and eggs to my shopping list.', 'milk and eggs'],
    ['put call the bank on my to-do list', 'call the bank'],
    ['add grocery shopping to my list of things to do', 'grocery shopping'],
    ['please add wash the dog to my to do list', 'wash the dog'],
    ['add talk to my boss to my list', 'talk to my boss'],
    ['todo: buy stamps', 'buy stamps'],
    ['To do: buy stamps', 'buy stamps'],
    ['new task: Call the Bank', 'Call the Bank'],
    ['task buy milk', 'buy milk'],
    ['create a task to mow the lawn', 'mow the lawn'],
    ['I need to buy stamps', 'buy stamps'],
    ['put "pay rent" on my list', 'pay rent'],
  ])('"%s"', (text, title) => {
    expect(understand(text)).toMatchObject({ intent: 'create_task', title });
  });

  it.each([
    ['new task: call the bank tomorrow', 'call the bank', '2026-03-11'],
    ['add buy groceries to my to do list for today', 'buy groceries', '2026-03-10'],
    ['I need to buy stamps by friday', 'buy stamps', '2026-03-13'],
    ['add buy tickets for friday to my list', 'buy tickets for friday', '2026-03-13'],
    ['todo: call jane about friday’s party', "call jane about friday's party", undefined],
  ])('the due date of "%s"', (text, title, day) => {
    const meaning = understand(text);
    expect(meaning).toMatchObject({ intent: 'create_task', title });
    expect(meaning.when?.start.slice(0, 10)).toBe(day);
  });

  it.each(['add a task', 'new task', 'put that on my list'])('"%s" leaves the title open', (text) => {
    const { intent, title } = understand(text);
    expect({ intent, title }).toEqual({ intent: 'create_task', title: undefined });
  });

  it.each([
    'add my upcoming meeting to my calendar',
    'i need to put my appointment for tomorrow on my calendar',
    'I need to know the exchange rate',
    'add milk to my list and play some music',
    'remove laundry from my to do list',
    'add this song to my play list',
    'task 2',
  ])('"%s" adds nothing', (text) => {
    expect(understand(text).intent).toBe('out_of_scope');
  });
});
