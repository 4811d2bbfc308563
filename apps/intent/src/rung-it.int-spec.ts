import { DateTime } from 'luxon';

import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';
import { ring } from '../test/ring.ts';

const [backend] = queueBackends;

describe('"it" after a reminder that rang', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const pending = () =>
    intent.database.reminder.findMany({
      where: { firedAt: null, cancelledAt: null },
      orderBy: { dueAt: 'asc' },
    });
  /** By the clock in Berlin, with the day where it is not that of the last message. */
  const dueTimes = async (): Promise<string[]> =>
    (await pending()).map(({ dueAt }) =>
      DateTime.fromJSDate(dueAt, { zone: 'Europe/Berlin' }).toFormat('HH:mm'),
    );
  const rung = async (): Promise<string> => {
    await intent.say('remind me to water the plants tomorrow at 9am');
    await intent.say('remind me to call mom tomorrow at 5pm');
    return (await ring(intent, 'call mom')).id;
  };

  it.each([
    ['move it to five', /^I'll remind you again .*: \*call mom\*$/, '05:00|17:00'],
    ['move that to 7:30pm', /^I'll remind you again .*: \*call mom\*$/, '19:30'],
    ['push it to tomorrow at 10am', /^I'll remind you again .*: \*call mom\*$/, '10:00'],
    ['change it to 8pm', /^I'll remind you again .*: \*call mom\*$/, '20:00'],
    ['make it 6:15pm', /^I'll remind you again .*: \*call mom\*$/, '18:15'],
    ['reschedule it for tomorrow at noon', /^I'll remind you again .*: \*call mom\*$/, '12:00'],
    ['put it off until tomorrow at 8am', /^I'll remind you again .*: \*call mom\*$/, '08:00'],
    ['snooze it until 8pm', /^I'll remind you again .*: \*call mom\*$/, '20:00'],
  ])('is that one, at another time: "%s"', async (words, answer, time) => {
    await rung();

    expect(await intent.say(words)).toMatch(answer);
    const own = (await dueTimes()).find((at) => at !== '09:00');
    expect(own).toMatch(new RegExp(`^(?:${time})$`));
    expect(await pending()).toHaveLength(2);
  });

  it('is not the event before which something was to be done', async () => {
    await intent.say('lunch with Ann tomorrow at 1pm');
    await intent.say('remind me an hour before to book a table');
    await ring(intent, 'book a table');

    await intent.say('cancel that');

    expect(await intent.database.event.count({ where: { cancelledAt: null } })).toBe(1);
  });

  it.each([
    ['snooze it an hour', 60],
    ['snooze it for an hour', 60],
    ['snooze that 20 minutes', 20],
    ['postpone it by an hour', 60],
    ['push it back half an hour', 30],
    ['delay it 15 minutes', 15],
    ['remind me of it again in 2 hours', 120],
  ])('is that one, later: "%s"', async (words, minutes) => {
    await rung();

    expect(await intent.say(words)).toMatch(/^I'll remind you again .*: \*call mom\*$/);
    const left = (await pending()).map(({ dueAt }) => Math.round((dueAt.getTime() - Date.now()) / 60_000));
    expect(left).toContain(minutes);
  });

  it.each([
    'done with it',
    'done with that',
    "I'm done with it",
    'I did it',
    'I did that already',
    "it's done",
    'it is done',
    'that is done',
    'mark it as done',
    'mark that done',
    'finished it',
    'I already did that',
    'already done',
    'check it off',
    'tick it off',
    'complete it',
    'I took care of it',
    'took care of that',
  ])('is done: "%s"', async (words) => {
    const id = await rung();

    expect(await intent.say(words)).toBe('Done: *call mom*');
    expect((await intent.database.reminder.findUniqueOrThrow({ where: { id } })).doneAt).not.toBeNull();
  });

  it.each(['cancel it', 'delete that', 'forget it', 'never mind that', 'stop it', 'remove it'])(
    'that is not wanted any more does not touch another one: "%s"',
    async (words) => {
      await rung();
      await intent.say(words);

      expect(await dueTimes()).toEqual(['09:00']);
    },
  );

  it('is another name for the next time of what repeats, and another time for this one only', async () => {
    await intent.say('remind me to stretch every day at 11:59pm');
    const { id } = await ring(intent, 'stretch');
    const {
      id: _,
      firedAt: __,
      ...next
    } = await intent.database.reminder.findUniqueOrThrow({ where: { id } });
    await intent.database.reminder.create({
      data: { ...next, dueAt: new Date(next.dueAt.getTime() + 24 * 3_600_000) },
    });

    expect(await intent.say('move it to 10:30pm')).toMatch(
      /^I'll remind you again .*at 10:30 PM: \*stretch\*$/,
    );
    expect((await dueTimes()).toSorted()).toEqual(['22:30', '23:59']);
  });

  it('of an event is the event, but what is put off is its reminder', async () => {
    await intent.say('dentist tomorrow at 3pm');
    await ring(intent, 'dentist');

    expect(await intent.say('move it to 5')).toMatch(/^Event 'dentist' moved to tomorrow, .* at 5:00 PM/);
    await ring(intent, 'dentist');
    expect(await intent.say('snooze it 10 minutes')).toMatch(/^I'll remind you again .*: \*dentist\*$/);
  });

  it('is done by whoever quotes it, also when it was done before and then put off', async () => {
    await intent.say('remind me to call mom tomorrow at 5pm');
    const { message: refersTo } = await ring(intent, 'call mom');
    await intent.say('done');
    await intent.say('snooze it 10 minutes');
    await intent.say('add milk to my list');

    expect(await intent.say('done', { refersTo })).toBe('Done: *call mom*');
    expect(await pending()).toEqual([]);
  });

  it('is what was talked about since, if that was something else', async () => {
    await rung();
    await intent.say('lunch tomorrow at noon');

    expect(await intent.say('move it to 1pm')).toMatch(/^Event 'lunch' moved/);
  });
});
