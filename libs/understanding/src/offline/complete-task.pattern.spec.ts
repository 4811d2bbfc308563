import { understandOffline } from './understand-offline.ts';

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
