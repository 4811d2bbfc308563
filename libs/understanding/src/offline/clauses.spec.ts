import { understandOffline } from './understand-offline.ts';

const said = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions.map(
    ({ intent, title, words }) => [intent, title, words],
  );

describe('several commands in one message', () => {
  it.each([
    [
      'add milk to my list and remind me at 6 to buy it',
      [
        ['create_task', 'milk', 'add milk to my list'],
        ['create_reminder', 'buy milk', 'remind me at 6 to buy it'],
      ],
    ],
    [
      'cancel the dentist, then put gym at 5pm tomorrow',
      [
        ['cancel_event', 'dentist', 'cancel the dentist'],
        ['create_event', 'gym', 'put gym at 5pm tomorrow'],
      ],
    ],
    [
      'Thanks! Mark milk as done. What is on my list?',
      [
        ['complete_task', 'milk', 'Mark milk as done'],
        ['list_tasks', undefined, 'What is on my list'],
      ],
    ],
    [
      'remind me to eat at 8 and to call mom at 9',
      [
        ['create_reminder', 'eat', 'remind me to eat at 8'],
        ['create_reminder', 'call mom', 'remind me to call mom at 9'],
      ],
    ],
    [
      'I left my umbrella at work, remind me at 5 to get it',
      [
        ['remember', 'I left my umbrella at work', 'I left my umbrella at work'],
        ['create_reminder', 'get it', 'remind me at 5 to get it'],
      ],
    ],
    [
      'we parked on level 3, remind me at 4',
      [
        ['remember', 'we parked on level 3', 'we parked on level 3'],
        ['create_reminder', 'we parked on level 3', 'remind me at 4'],
      ],
    ],
    [
      'add milk to my list and play some music',
      [
        ['create_task', 'milk', 'add milk to my list'],
        ['out_of_scope', undefined, 'play some music'],
      ],
    ],
  ])('"%s"', (text, actions) => expect(said(text)).toEqual(actions));

  it.each([
    ['meeting with Tom and Ann tomorrow at 3pm', 'meeting with Tom and Ann'],
    ['remind me to call mom and dad', 'call mom and dad'],
    ['I finished the laundry, tick it off', 'laundry'],
    ['i have a job interview on monday at 9 am, put it in my calendar', 'job interview'],
    ['remind me to buy fish and put it in the fridge', 'buy fish and put it in the fridge'],
  ])('"%s" is one', (text, title) => expect(said(text).map(([, one]) => one)).toEqual([title]));
});
