import { DateTime } from 'luxon';

import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('an event that nobody asked a reminder of', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  /** When it is to ring, by the clock in Berlin: "14:45", "18:00 the day before". */
  const rings = async (): Promise<string[]> => {
    const rows = await intent.database.reminder.findMany({
      where: { firedAt: null, cancelledAt: null },
      include: { event: true },
      orderBy: { dueAt: 'asc' },
    });
    return rows.map(({ dueAt, event }) => {
      const [due, start] = [dueAt, event?.startsAt ?? dueAt].map((at) =>
        DateTime.fromJSDate(at, { zone: 'Europe/Berlin' }),
      ) as [DateTime, DateTime];
      return `${due.toFormat('HH:mm')}${due.hasSame(start, 'day') ? '' : ' the day before'}`;
    });
  };
  const ringsAfter = async (...texts: string[]): Promise<string[]> => {
    for (const text of texts) await intent.say(text);
    return rings();
  };
  const made = 'dentist tomorrow at 3pm';

  it('says nothing of it, and is in no list of reminders', async () => {
    expect(await intent.say(made)).toMatch(/^Event 'dentist' scheduled for tomorrow, .* at 3:00 PM$/);
    expect(await intent.say('what are my reminders')).toBe('You have no reminders.');
    expect(await rings()).toEqual(['14:45']);
  });

  it.each([
    ['of a whole day', ["mom's birthday in 3 days"], ['18:00 the day before']],
    ['at night', ['dentist in 3 days at 5am'], ['21:45 the day before']],
    ['said again', [made, made], ['14:45']],
    ['that repeats', ['yoga every day at 6pm'], ['17:45']],
    ['moved', [made, 'move it to five'], ['16:45']],
    ['renamed', [made, 'rename the dentist to dentist with Ann'], ['14:45']],
    ['cancelled', [made, 'cancel it'], []],
    ['cancelled by mistake', [made, 'cancel it', 'undo'], ['14:45']],
    ['undone', [made, 'undo'], []],
    ['given a time', ['lunch with Bob in 3 days', 'at noon'], ['11:45']],
    ['with a reminder of its own', ['dentist tomorrow at 3pm, remind me an hour before'], ['14:00']],
    ['with a reminder later', [made, 'remind me an hour before the dentist'], ['14:00']],
    ['without a reminder', ['dentist tomorrow at 3pm, no reminder'], []],
    ['without a reminder, moved', ['dentist tomorrow at 3pm without a reminder', 'move it to five'], []],
    ['to be left alone', [made, 'no reminder'], []],
    ['to be left alone by name', [made, 'add milk to my list', "don't remind me of the dentist"], []],
    ['to be left alone after all not', [made, 'no reminder for the dentist', 'undo'], ['14:45']],
  ])('%s', async (_, texts, expected) => expect(await ringsAfter(...texts)).toEqual(expected));

  it.each([
    ['a day and an hour', ['18:00 1']],
    ['a week and an hour', ['18:00 7', '18:00 1']],
  ])('of a whole day rings once in each evening, %s before everything', async (words, expected) => {
    await intent.say("mom's birthday in 9 days");
    await intent.say(`remind me ${words} before everything`);

    const rows = await intent.database.reminder.findMany({
      where: { firedAt: null, cancelledAt: null },
      include: { event: true },
      orderBy: { dueAt: 'asc' },
    });
    const told = rows.map(({ dueAt, event }) => {
      const [due, day] = [dueAt, event?.startsAt ?? dueAt].map((at) =>
        DateTime.fromJSDate(at, { zone: 'Europe/Berlin' }),
      ) as [DateTime, DateTime];
      return `${due.toFormat('HH:mm')} ${Math.round(day.diff(due.startOf('day'), 'days').days)}`;
    });
    expect(told).toEqual(expected);
  });

  it('changes nothing for the others when its rule cannot be read', async () => {
    await intent.say('yoga every day at 6pm');
    await intent.testDatabase.query("UPDATE event SET rule = 'FREQ=NEVER'");
    await intent.say('dentist in 3 days at 3pm');

    expect(await intent.say('remind me an hour before everything')).toMatch(/^I'll remind you 1 hour before/);
    expect(await rings()).toEqual(['14:00']);
  });

  it('is told that it does not ring', async () => {
    await intent.say(made);
    expect(await intent.say('no reminder for the dentist')).toBe("OK, no reminder for 'dentist'.");
    expect(await intent.say("what's on my calendar")).toContain('dentist');
  });
});
