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
      'add milk to my shopping list and put cheese on there',
      [
        ['create_task', 'milk', 'add milk to my shopping list'],
        ['create_task', 'cheese', 'put cheese to my shopping list'],
      ],
    ],
    [
      'add milk to my list, add ham to it and throw eggs on there',
      [
        ['create_task', 'milk', 'add milk to my list'],
        ['create_task', 'ham', 'add ham to my list'],
        ['create_task', 'eggs', 'throw eggs to my list'],
      ],
    ],
    [
      'add milk to my list. add ham to it too, then put eggs on there',
      [
        ['create_task', 'milk', 'add milk to my list'],
        ['create_task', 'ham', 'add ham to my list'],
        ['create_task', 'eggs', 'put eggs to my list'],
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

describe('an event that is only named with its day', () => {
  it.each([
    ['birthday in 9 days, remind me a day before', 'birthday', [1_440]],
    ["Jenny's birthday is in 9 days, remind me a day before", "Jenny's birthday", [1_440]],
    ['trip to paris on friday, remind me two days before', 'trip to paris', [2_880]],
    ['concert on saturday and remind me two hours before', 'concert', [120]],
    ['rent due on friday. remind me a day before', 'rent', [1_440]],
    ['holiday from 5 to 12 december, please remind me 3 days before', 'holiday', [4_320]],
  ])('has the reminder that is said with it: "%s"', (text, title, leadTimes) => {
    const { actions } = understandOffline({
      text,
      reference: new Date('2026-03-10T14:00:00Z'),
      timezone: 'UTC',
    });

    expect(actions).toMatchObject([{ intent: 'create_event', title, leadTimes }]);
  });

  it.each([
    ['wedding on 12 december. remind me a week before to buy a present', 'create_reminder'],
    ['swim on saturday and add goggles to my list', 'create_task'],
    ['birthday on 3 december and cancel the dentist', 'cancel_event'],
    ['parents visiting on sunday, remind me on saturday to clean', 'create_reminder'],
  ])('loses nothing that is said beside it: "%s"', (text, intent) => {
    expect(said(text).map(([each]) => each)).toEqual(['create_event', intent]);
  });

  it.each(['dinner with mom and dad on friday', 'meeting with tom and show him the plan on friday'])(
    'is one where only its name has an "and": "%s"',
    (text) => expect(said(text)).toHaveLength(1),
  );
});
