import { DateTime } from 'luxon';

import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('how a person wants us to work', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const lastAnswerTo = async (...texts: string[]): Promise<string | null | undefined> => {
    const answers = [];
    for (const text of texts) answers.push(await intent.say(text));
    return answers.at(-1);
  };
  /** When what is to ring rings, by the clock in Berlin. */
  const rings = async (): Promise<string[]> => {
    const rows = await intent.database.reminder.findMany({
      where: { firedAt: null, cancelledAt: null },
      orderBy: { dueAt: 'asc' },
    });
    return rows.map(({ dueAt }) => DateTime.fromJSDate(dueAt, { zone: 'Europe/Berlin' }).toFormat('HH:mm'));
  };

  it.each([
    [['my morning is 7:30'], 'Your morning begins at 7:30 AM from now on.'],
    [['my morning is 7:30', 'remind me to stretch tomorrow'], /at 7:30 AM: \*stretch\*$/],
    [['my morning is 7:30', 'remind me to stretch tomorrow morning'], /at 7:30 AM: \*stretch\*$/],
    [['quiet hours 10pm to 10am', 'remind me to stretch tomorrow'], /at 10:00 AM: \*stretch\*$/],
    [['month first'], 'OK, 10/4 is October 4 from now on.'],
    [['month first', 'dentist on 10/4/2030 at 3pm'], /scheduled for Fri 4 Oct 2030 /],
    [['month first', 'undo', 'dentist on 10/4/2030 at 3pm'], /scheduled for Wed 10 Apr 2030 /],
    [['weeks start on sunday'], 'Your weeks begin on Sunday from now on.'],
    [['remind me an hour before everything'], "I'll remind you 1 hour before each event from now on."],
    [['no quiet hours'], 'OK, no quiet hours: I may write to you at any time.'],
    [['quiet hours 10pm to 6:30am'], /^Quiet hours are from 10:00 PM to 6:30 AM\./],
    [["don't message me after 9pm"], /^Quiet hours are from 9:00 PM to 7:00 AM\./],
    [['stop the agenda'], /^You get no agenda\./],
    [['set my default volume to 5'], /^I understood that you want to change a setting/],
  ])('%j', async (texts, answer) => {
    const said = await lastAnswerTo(...texts);
    if (typeof answer === 'string') expect(said).toBe(answer);
    else expect(said).toMatch(answer);
  });

  it('is told with how much we keep, and changed and undone', async () => {
    await lastAnswerTo(
      'dentist tomorrow at 3pm',
      'add milk and eggs to my list',
      'remember that my locker is 42',
    );
    await lastAnswerTo(
      'quiet hours 11pm to 6am',
      'my morning is 7:30',
      'send me my agenda every morning at 7',
    );

    expect(await intent.say('what do you know about me?')).toBe(
      [
        'I keep 1 event, 2 tasks, and 1 note for you.',
        '• Time zone: Berlin',
        '• Your morning begins at 7:30 AM',
        '• Reminders: 15 minutes before each event',
        '• Quiet hours: 11:00 PM to 6:00 AM',
        '• Agenda: every day at 7:00 AM',
        'To change one, just say it, for example: quiet hours 11pm to 6am',
      ].join('\n'),
    );

    await lastAnswerTo('undo', 'undo');
    const told = await intent.say('my settings');
    expect(told).toContain('• Agenda: not sent');
    expect(told).not.toContain('Your morning');
  });

  it.each([
    ['to an hour, for each event that is to come', ['remind me an hour before everything'], ['14:00']],
    ['to a day and an hour', ['remind me a day and an hour before every event'], ['15:00', '14:00']],
    ['off', ["don't remind me before events"], []],
    ['and back', ["don't remind me before events", 'undo'], ['14:45']],
    ['around quiet hours', ['quiet hours 2pm to 2:50pm'], ['14:50']],
    ['before quiet hours', ['quiet hours 2pm to 4pm'], ['13:45']],
  ])('changes the reminders of events %s', async (_, texts, expected) => {
    await lastAnswerTo('dentist in 5 days at 3pm', ...texts);
    expect(await rings()).toEqual(expected);
  });

  it.each([
    ['asked for with it', ["schedule mom's birthday in 9 days, remind me a day before"]],
    ['asked for later', ["mom's birthday in 9 days", "remind me a day before mom's birthday"]],
    [
      'of one that moves',
      [
        "schedule mom's birthday in 9 days, remind me a day before",
        "move mom's birthday to 20 days from now",
      ],
    ],
  ])('is when a reminder of an event for a whole day rings: %s', async (_, texts) => {
    await lastAnswerTo('my morning is 7:30', ...texts);
    expect(await rings()).toEqual(['07:30']);
  });

  it('lets what it named ring at night', async () => {
    await lastAnswerTo('remind me an hour before everything', 'dentist in 3 days at 5am');
    expect(await rings()).toEqual(['04:00']);
  });

  it('is sealed', async () => {
    await intent.say('quiet hours 11pm to 6am');
    const [person] = await intent.database.contact.findMany();
    expect(person?.habitsSealed).not.toContain('quiet');
  });
});
