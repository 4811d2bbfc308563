import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' });

describe('asking for the tasks', () => {
  it.each(['did I add eggs', 'have we already put down toilet paper', "what's left"])(
    '"%s" asks what is on the list',
    (text) => expect(understand(text).actions[0].intent).toBe('list_tasks'),
  );

  it.each([
    "what's on my list",
    'WHAT’S ON MY LIST???',
    'Whats on my list?!',
    'what is on my to do list',
    'show my tasks',
    'can you show me my to-do list please',
    'list',
    'my tasks',
    'tasks?',
    'Do I have anything on my list',
    'did i include butter in my shopping list',
    'what do I need to do today?',
    'list all open tasks',
    'what do I still need to pick up from the shops',
    'what else do I need',
    'what do we still need',
    'what else is on there?',
    'anything else on the list?',
    'is there anything more on it',
  ])('"%s"', (text) => {
    expect(understand(text).actions[0].intent).toBe('list_tasks');
  });

  it.each([
    ['read my shopping list', 'shopping'],
    ['do i have milk on my shopping list', 'shopping'],
    ["what's on the grocery list", 'grocery'],
    ['go over my to do list with me', undefined],
  ])('of "%s" the list is %s', (text, list) => {
    expect(understand(text).actions[0].list).toBe(list);
  });

  it.each([
    "what's on my calendar",
    'delete everything on my todo list',
    'can i have stock rate list of ola and uber',
    'what do I need to do to get a visa',
    'show me my list of meetings',
    'how do i create a list in python',
    'what is the purpose of a to do list',
  ])('"%s" is another question', (text) => {
    expect(understand(text).actions[0].intent).not.toBe('list_tasks');
  });
});
