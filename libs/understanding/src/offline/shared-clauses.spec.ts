import { understandOffline } from './understand-offline.ts';

/** A Thursday, 10:30 in Berlin. */
const reference = new Date('2026-11-26T09:30:00Z');

function understand(text: string): string[] {
  return understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions.map(
    ({ intent, title, when, recurrence }) =>
      [intent, title, when?.start.slice(0, when.grain === 'day' ? 10 : 16), recurrence?.rule]
        .filter(Boolean)
        .join(' | '),
  );
}

describe('several times of one thing', () => {
  it.each([
    [
      'yoga tuesday and thursday 6pm',
      ['create_event | yoga | 2026-12-01T18:00', 'create_event | yoga | 2026-12-03T18:00'],
    ],
    [
      'remind me on monday at 9 and tuesday at 10 to run',
      ['create_reminder | run | 2026-11-30T09:00', 'create_reminder | run | 2026-12-01T10:00'],
    ],
    [
      'remind me to take drops tomorrow at 8, 12 and 20',
      [
        'create_reminder | take drops | 2026-11-27T08:00',
        'create_reminder | take drops | 2026-11-27T12:00',
        'create_reminder | take drops | 2026-11-27T20:00',
      ],
    ],
    [
      'take my pills every day at 8am and 8pm',
      [
        'create_reminder | take my pills | 2026-11-27T08:00 | FREQ=DAILY',
        'create_reminder | take my pills | 2026-11-26T20:00 | FREQ=DAILY',
      ],
    ],
    [
      'remind me every monday at 9 and wednesday at 10 to run',
      [
        'create_reminder | run | 2026-11-30T09:00 | FREQ=WEEKLY;BYDAY=MO',
        'create_reminder | run | 2026-12-02T10:00 | FREQ=WEEKLY;BYDAY=WE',
      ],
    ],
    [
      'remind me every morning and evening to take my drops',
      [
        'create_reminder | take my drops | 2026-11-27T08:00 | FREQ=DAILY',
        'create_reminder | take my drops | 2026-11-26T18:00 | FREQ=DAILY',
      ],
    ],
    [
      'remind me on monday and friday at 8 and 20 to stretch',
      [
        'create_reminder | stretch | 2026-11-30T08:00',
        'create_reminder | stretch | 2026-11-30T20:00',
        'create_reminder | stretch | 2026-11-27T08:00',
        'create_reminder | stretch | 2026-11-27T20:00',
      ],
    ],
    [
      "remind me at 8 o'clock tonight and tomorrow to lock up",
      ['create_reminder | lock up | 2026-11-26T20:00', 'create_reminder | lock up | 2026-11-27T20:00'],
    ],
    [
      'remind me in 10 minutes and in half an hour to stir',
      ['create_reminder | stir | 2026-11-26T10:40', 'create_reminder | stir | 2026-11-26T11:00'],
    ],
    [
      'dinner with Tom friday and saturday at 7',
      [
        'create_event | dinner with Tom | 2026-11-27T19:00',
        'create_event | dinner with Tom | 2026-11-28T19:00',
      ],
    ],
    [
      'gym mon wed fri at 7am',
      [
        'create_event | gym | 2026-11-30T07:00',
        'create_event | gym | 2026-12-02T07:00',
        'create_event | gym | 2026-11-27T07:00',
      ],
    ],
    [
      'remind me on the 1st and 15th of every month to pay rent',
      [
        'create_reminder | pay rent | 2026-12-01 | FREQ=MONTHLY;BYMONTHDAY=1',
        'create_reminder | pay rent | 2026-12-15 | FREQ=MONTHLY;BYMONTHDAY=15',
      ],
    ],
    [
      'standup mon-fri 9:15',
      ['create_event | standup | 2026-11-30T09:15 | FREQ=DAILY;UNTIL=20261204T225959Z'],
    ],
    [
      'movie night fri at 8 and sat at 9',
      ['create_event | movie night | 2026-11-27T20:00', 'create_event | movie night | 2026-11-28T21:00'],
    ],
    [
      'remind me to water plants on monday and thursday please',
      ['create_reminder | water plants | 2026-11-30', 'create_reminder | water plants | 2026-12-03'],
    ],
    ["what's on tuesday and thursday", ['list_events | 2026-12-01', 'list_events | 2026-12-03']],
  ])('"%s"', (text, actions) => {
    expect(understand(text)).toEqual(actions);
  });

  it.each([
    [
      'remind me every monday and wednesday at 7 to swim',
      'swim | 2026-11-30T07:00 | FREQ=WEEKLY;BYDAY=MO,WE',
    ],
    ['remind me at 5 about the 3 and 4 pm calls', 'the 3 and 4 pm calls | 2026-11-26T17:00'],
    ['remind me tomorrow, friday, at 5 to run', 'run | 2026-11-27T17:00'],
    [
      'remind me to call mom today, tomorrow is her birthday',
      'call mom, tomorrow is her birthday | 2026-11-26',
    ],
    ['wake me at 7, 8 is too late', 'wake up | 2026-11-27T07:00'],
    ['remind me at 5 to buy 3 apples and 2 pears', 'buy 3 apples and 2 pears | 2026-11-26T17:00'],
  ])('are one in "%s"', (text, action) => {
    expect(understand(text)).toEqual([`create_reminder | ${action}`]);
  });
});

it('people are woken in the morning each time', () => {
  expect(understand('wake me at 6 and 6:15')).toEqual([
    'create_reminder | wake up | 2026-11-27T06:00',
    'create_reminder | wake up | 2026-11-27T06:15',
  ]);
});

describe('a choice of times', () => {
  it.each(['remind me on friday or saturday to call', 'remind me at 5 or 6 to call'])(
    'is asked about: "%s"',
    (text) => {
      const [action] = understandOffline({ text, reference, timezone: 'Europe/Berlin' }).actions;
      expect(action).toMatchObject({ title: 'call', noSuchDate: { isTime: true } });
      expect(action.when).toBeUndefined();
    },
  );

  it('is looked at whole when the calendar is asked for', () => {
    expect(understand("what's on friday or saturday")).toEqual([
      'list_events | 2026-11-27',
      'list_events | 2026-11-28',
    ]);
  });
});

describe('several things with one verb or one day', () => {
  it.each([
    [
      'pick up Tom at 3pm and Mia at 4pm tomorrow',
      ['create_task | pick up Tom | 2026-11-27T15:00', 'create_task | pick up Mia | 2026-11-27T16:00'],
    ],
    [
      'remind me to call Ann at 3pm and Bob at 4pm on monday',
      ['create_reminder | call Ann | 2026-11-30T15:00', 'create_reminder | call Bob | 2026-11-30T16:00'],
    ],
    [
      'lunch with Ann at 1 and Bob at 6 tomorrow',
      [
        'create_event | lunch with Ann | 2026-11-27T13:00',
        'create_event | lunch with Bob | 2026-11-27T18:00',
      ],
    ],
    [
      'lunch with Tom tomorrow at 1 and coffee with Jane at 4',
      [
        'create_event | lunch with Tom | 2026-11-27T13:00',
        'create_event | coffee with Jane | 2026-11-27T16:00',
      ],
    ],
    [
      'call Mark at 3pm and Bob at 4pm on monday',
      ['create_task | call Mark | 2026-11-30T15:00', 'create_task | call Bob | 2026-11-30T16:00'],
    ],
    [
      'coffee with April tomorrow at 1 and dinner with Mary at 8',
      [
        'create_event | coffee with April | 2026-11-27T13:00',
        'create_event | dinner with Mary | 2026-11-27T20:00',
      ],
    ],
    [
      'gym tomorrow and saturday dinner with Ann',
      ['create_event | gym | 2026-11-27', 'create_event | dinner with Ann | 2026-11-28'],
    ],
    [
      'mow the lawn today and tomorrow wash the car',
      ['create_task | mow the lawn | 2026-11-26', 'create_task | wash the car | 2026-11-27'],
    ],
    [
      'yoga on monday and on tuesday at 9 call the bank',
      ['create_event | yoga | 2026-11-30', 'create_task | call the bank | 2026-12-01T09:00'],
    ],
    [
      'take vitamin d every morning at 8 and magnesium every evening at 9',
      [
        'create_reminder | take vitamin d | 2026-11-27T08:00 | FREQ=DAILY',
        'create_reminder | take magnesium | 2026-11-26T21:00 | FREQ=DAILY',
      ],
    ],
    [
      'remind me at 8 to take pills and at 9 to sleep',
      ['create_reminder | take pills | 2026-11-26T20:00', 'create_reminder | sleep | 2026-11-26T21:00'],
    ],
    [
      'dentist friday at 9, remind me at 8',
      ['create_event | dentist | 2026-11-27T09:00', 'create_reminder | dentist | 2026-11-27T08:00'],
    ],
    [
      'call mom at 5, remind me at 4, and add flowers',
      [
        'create_task | call mom | 2026-11-26T17:00',
        'create_reminder | call mom | 2026-11-26T16:00',
        'create_task | flowers',
      ],
    ],
    [
      'call mom at 5 and dentist on friday at 9',
      ['create_task | call mom | 2026-11-26T17:00', 'create_event | dentist | 2026-11-27T09:00'],
    ],
  ])('"%s"', (text, actions) => {
    expect(understand(text)).toEqual(actions);
  });
});
