import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' });

describe('completing a task', () => {
  it.each([
    ['done 1', 1],
    ['task 1 done', 1],
    ['1 done', 1],
    ['Complete task 2', 2],
    ['mark 3 as done', 3],
    ['please mark the second task as done', 2],
    ['finished 2', 2],
    ['check off number 2', 2],
    ['tick off 3', 3],
    ['tick 3 off', 3],
    ['#12 is done!', 12],
    ['done with task one', 1],
    ['the third one is done', 3],
    ['tenth done', 10],
    ['twenty done', 20],
  ])('by number: "%s"', (text, number) => {
    expect(understand(text).actions[0]).toMatchObject({ intent: 'complete_task', number });
  });

  it.each([
    ['mark milk as done', 'milk'],
    ['mark "Buy milk" as done', 'Buy milk'],
    ['check milk off my list', 'milk'],
    ["I've completed the tax return task", 'tax return'],
    ['I finished the laundry, tick it off', 'laundry'],
    ['ok the report is finished, check it off my list', 'report'],
    ["I'm done with the report", 'report'],
  ])('by title: "%s"', (text, title) => {
    expect(understand(text).actions[0]).toMatchObject({ intent: 'complete_task', title });
  });

  it.each([
    ['put a check mark next to milk', 'milk'],
    ['put a tick beside the laundry', 'laundry'],
    ['place a checkmark by water the plants', 'water the plants'],
    ['give eggs a tick', 'eggs'],
    ['check the box for buy bread', 'buy bread'],
    ['put an x next to call the bank on my list', 'call the bank'],
    ['stick a check mark on pay rent', 'pay rent'],
    ['tick off the oven', 'oven'],
  ])('by a mark at its title: "%s"', (text, title) => {
    expect(understand(text).actions).toMatchObject([{ intent: 'complete_task', title }]);
  });

  it.each([
    'give me a check',
    'put a cross on the map',
    'well done',
    'is it done',
    "I'm done",
    'done',
    'when is the report done',
    'task done',
    'mark as done',
    'done 0',
  ])('"%s" completes nothing', (text) => {
    expect(understand(text).actions[0].intent).toBe('out_of_scope');
  });
});

it.each([
  ['bought bread', 'bread'],
  ['just picked up the parcel', 'parcel'],
  ["feta's done", 'feta'],
  ["that's the library books returned", 'library books'],
])('"%s" is a task that is done', (text, title) =>
  expect(understand(text).actions).toMatchObject([{ intent: 'complete_task', title }]),
);

it.each(['mark my task as done', 'complete the task'])('"%s" leaves open which', (text) => {
  const { intent, title, number } = understand(text).actions[0];
  expect({ intent, title, number }).toEqual({ intent: 'complete_task', title: undefined, number: undefined });
});

it('"take milk off" takes it off the list, and a day off does not', () => {
  expect(understand('take milk off').actions[0]).toMatchObject({ intent: 'delete_task', title: 'milk' });
  expect(understand('take your shoes off').actions[0].intent).toBe('out_of_scope');
});

describe('completing several tasks', () => {
  it.each([
    ['done with 2 and 5', [2, 5]],
    ['1, 2 and 4 are done', [1, 2, 4]],
    ['one and two are done', [1, 2]],
    ['i did 1 and 3', [1, 3]],
  ])('"%s"', (text, numbers) => {
    expect(understand(text).actions.map(({ intent, number }) => [intent, number])).toEqual(
      numbers.map((number) => ['complete_task', number]),
    );
  });
});

describe('changing tasks', () => {
  it.each([
    ['reopen task 2', 'reopen_task', { number: 2 }],
    ['mark milk as not done', 'reopen_task', { title: 'milk' }],
    ["the report isn't done yet, reopen it", 'reopen_task', { title: 'report' }],
    ["the gutters aren't done yet, put them back", 'reopen_task', { title: 'gutters' }],
    [
      'swap milk for oat milk on my shopping list',
      'update_task',
      { title: 'milk', newTitle: 'oat milk', list: 'shopping' },
    ],
    ['rename task 2 to buy oat milk', 'update_task', { number: 2, newTitle: 'buy oat milk' }],
    [
      'change the due date of the report task to friday',
      'update_task',
      { title: 'report', when: { grain: 'day' } },
    ],
    ['move task 3 to monday', 'update_task', { number: 3, when: { start: '2026-03-16T00:00:00+00:00' } }],
    ['delete everything on my todo list', 'delete_task', { all: true }],
    ["forget the cucumber, we've got one", 'delete_task', { title: 'cucumber' }],
    ["we don't need the eggs, I already have some", 'delete_task', { title: 'eggs' }],
    ['remove laundry from my to do list', 'delete_task', { title: 'laundry' }],
    ['take eggs off the shopping list', 'delete_task', { title: 'eggs', list: 'shopping' }],
    ["i don't need eggs anymore, take them off the list", 'delete_task', { title: 'eggs' }],
    ["I don't need the call the bank task anymore, remove it", 'delete_task', { title: 'call the bank' }],
    ['cross bread off the list', 'complete_task', { title: 'bread' }],
    ['mark everything as done', 'complete_task', { all: true }],
  ])('"%s" is %s', (text, intent, slots) => {
    expect(understand(text).actions[0]).toMatchObject({ intent, ...slots });
  });
});
