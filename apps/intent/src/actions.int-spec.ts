import { ContactStore, Database, ReminderStore, TaskStore } from '#data';
import { createTestDatabase, type TestDatabase, testSealer } from '#testing';
import { understandOffline } from '#understanding';

import { Actions } from './actions.service.ts';
import { ReminderActions } from './reminder.actions.ts';
import { TaskActions } from './task.actions.ts';

const sealer = testSealer();
const timezone = 'Europe/Berlin';
/** Saturday, half past two in the afternoon in Berlin. */
const saturday = new Date('2026-11-21T13:30:00Z');

describe('what a person asks for', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let contactId: string;
  const reminders = new ReminderStore(sealer);
  const actions = new Actions(new TaskActions(new TaskStore(sealer)), new ReminderActions(reminders));

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    contactId = (await new ContactStore(database, sealer).resolve({ phone: '4915112345678' })).id;
  });
  afterEach(() => testDatabase.query('DELETE FROM contact'));

  const say = async (text: string, certain = true, saidAt = saturday): Promise<string> => {
    const { actions: wanted } = understandOffline({ text, reference: saidAt, timezone });
    const wish = { actions: wanted, words: text, saidAt, now: saidAt, timezone, certain };
    return (await database.transaction((tx) => actions.act(tx, contactId, wish))).reply;
  };
  const pending = () => reminders.listUpcoming(database, contactId);

  describe('tasks', () => {
    it('are added, listed and completed', async () => {
      expect(await say("what's on my list")).toMatch(/^Your list is empty/);
      expect(await say('add milk to my list')).toBe('Task 1: milk added to your list');
      expect(await say('add bread to my list')).toBe('Task 2: bread added to your list');
      expect(await say("what's on my list")).toBe('Your list:\n1. milk\n2. bread');

      expect(await say('done 1')).toBe('Task 1: milk marked complete');

      expect(await say("what's on my list")).toBe('Your list:\n2. bread');
    });

    it('are completed by their title too, however it is spelt', async () => {
      await say('add Milk to my list');

      expect(await say('mark milk as done')).toBe('Task 1: Milk marked complete');
      expect(await say("what's on my list")).toMatch(/^Your list is empty/);
    });

    it('that are done already or never were there are not completed', async () => {
      await say('add milk to my list');
      await say('done 1');

      expect(await say('done 1')).toMatch(/^Error: there is no open task 1 on your list/);
      expect(await say('mark bread as done')).toMatch(/^Error: there is no open task bread on your list/);
    });

    it('keep the day they are due', async () => {
      await say('I need to call the bank by friday');

      const [task] = await database.task.findMany();
      expect(task?.dueAt?.toISOString()).toMatch(/^2026-11-2[67]T/);
    });

    it('without a title are asked back', async () => {
      expect(await say('add a task')).toMatch(/^What should I put on your list\?/);
      expect(await database.task.count()).toBe(0);
    });
  });

  describe('a reminder', () => {
    it('with day and time is set for then', async () => {
      expect(await say('remind me to call mom tomorrow at 5pm')).toBe(
        "I'll remind you tomorrow, Sun 22 Nov, at 5:00 PM: *call mom*",
      );
      expect(await pending()).toEqual([{ title: 'call mom', dueAt: new Date('2026-11-22T16:00:00Z') }]);
    });

    it('in a while is set to the minute', async () => {
      await say('remind me to check the oven in 20 minutes');

      expect(await pending()).toEqual([{ title: 'check the oven', dueAt: new Date('2026-11-21T13:50:00Z') }]);
    });

    it('for a day without a time is set for the morning there', async () => {
      expect(await say('remind me to call mom tomorrow')).toBe(
        "I'll remind you tomorrow, Sun 22 Nov, at 9:00 AM: *call mom*",
      );
      expect(await pending()).toEqual([{ title: 'call mom', dueAt: new Date('2026-11-22T08:00:00Z') }]);
    });

    it('for a day with another clock is set for the morning by that clock', async () => {
      const dayBeforeSummertime = new Date('2026-03-28T10:00:00Z');

      await say('remind me to call mom tomorrow', true, dayBeforeSummertime);

      expect(await pending()).toEqual([{ title: 'call mom', dueAt: new Date('2026-03-29T07:00:00Z') }]);
    });

    it('for today without a time, said after the morning, is asked back', async () => {
      expect(await say('remind me to call mom today')).toMatch(
        /^At what time should I remind you: \*call mom\*\?/,
      );
      expect(await pending()).toEqual([]);
    });

    it('for today without a time, said before the morning, is set for the morning', async () => {
      await say('remind me to call mom today', true, new Date('2026-11-21T05:00:00Z'));

      expect(await pending()).toEqual([{ title: 'call mom', dueAt: new Date('2026-11-21T08:00:00Z') }]);
    });

    it('without any time is asked back', async () => {
      expect(await say('remind me to call mom')).toMatch(/^At what time should I remind you: \*call mom\*\?/);
      expect(await pending()).toEqual([]);
    });

    it('without a matter is asked back', async () => {
      expect(await say('remind me tomorrow at 5pm')).toMatch(/^What should I remind you of\?/);
      expect(await pending()).toEqual([]);
    });

    it('for a week, which is no time, is asked back', async () => {
      expect(await say('remind me next week to call mom')).toMatch(/^At what time should I remind you/);
      expect(await pending()).toEqual([]);
    });

    it('for a time that is over is refused, and says so', async () => {
      const action = {
        intent: 'create_reminder' as const,
        words: 'call mom',
        confidence: 1,
        title: 'call mom',
        when: { start: '2026-11-21T09:00:00+01:00', grain: 'minute' as const },
      };

      const answer = await database.transaction((tx) =>
        actions.act(tx, contactId, {
          actions: [action],
          words: 'call mom',
          saidAt: saturday,
          now: saturday,
          timezone,
          certain: true,
        }),
      );

      expect(answer.reply).toBe(
        'Error: I set no reminder for call mom, because today, Sat 21 Nov, at 9:00 AM is over. Please try again.',
      );
      expect(await pending()).toEqual([]);
    });

    it('said a while ago is set all the same: the message was held up, not the person', async () => {
      const anHourAgo = new Date(Date.now() - 3_600_000);

      await say('remind me to check the oven in 20 minutes', true, anHourAgo);

      const [reminder] = await pending();
      expect(reminder?.dueAt.getTime()).toBeLessThan(Date.now());
    });

    it('names the city when the time zone was guessed', async () => {
      expect(await say('remind me to call mom tomorrow at 5pm', false)).toContain('at 5:00 PM (Berlin time)');
    });
  });

  it('reminders are listed in their order', async () => {
    expect(await say('what reminders do I have')).toBe('You have no reminders.');
    await say('remind me to buy a present on Monday at 9am');
    await say('remind me to call mom tomorrow at 5pm');

    expect(await say('what reminders do I have')).toBe(
      'Your reminders:\n• call mom: tomorrow, Sun 22 Nov, at 5:00 PM\n• buy a present: on Mon 23 Nov at 9:00 AM',
    );
  });

  it.each([
    ['help', /^Here is what I can do:/],
    ['hello', /^Hello! Here is what I can do:/],
    ['thank you', /^You're welcome!/],
    ['the colour of the sea at night', /^I did not get that\. Here is what I can do:/],
    ['', /^I did not get that\./],
    ['😀', /^I did not get that\./],
  ])('%p gets an answer', async (text, answer) => {
    expect(await say(text)).toMatch(answer);
  });
});
