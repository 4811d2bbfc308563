import { ContactStore, Database, ReminderStore } from '#data';
import { createTestDatabase, type TestDatabase, testSealer } from '#testing';
import { type Action, understandOffline } from '#understanding';

import { actionsWith, actorOf } from '../test/actions-with.ts';
import type { Actions, Answer } from './actions.service.ts';
import type { Wish } from './understood.ts';

const sealer = testSealer();
const timezone = 'Europe/Berlin';
/** Saturday, half past two in the afternoon in Berlin. */
const saturday = new Date('2026-11-21T13:30:00Z');

describe('what a person asks for', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let contactId: string;
  let actions: Actions;
  const reminders = new ReminderStore(sealer);

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    actions = actionsWith(database, sealer);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    contactId = (await new ContactStore(database, sealer).resolve({ phone: '4915112345678' })).id;
  });
  afterEach(() => testDatabase.query('DELETE FROM contact'));

  const act = (wanted: Wish['actions'], more: Partial<Wish> = {}): Promise<Answer> => {
    const said = { words: wanted[0].words, saidAt: saturday, now: saturday, timezone, certain: true };
    return database.transaction((tx) =>
      actions.act(tx, actorOf(contactId), { ...said, ...more, actions: wanted }),
    );
  };
  const make = async (action: Omit<Action, 'confidence' | 'words'> & Partial<Action>): Promise<string> =>
    (await act([{ confidence: 1, words: 'as said', ...action }])).reply;
  const say = async (text: string, certain = true, saidAt = saturday): Promise<string> => {
    const { actions: wanted } = understandOffline({ text, reference: saidAt, timezone });
    return (await act(wanted, { words: text, saidAt, now: saidAt, certain })).reply;
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

      expect(await say('done 1')).toMatch(/^There is no open task 1 on your list/);
      expect(await say('mark bread as done')).toMatch(/^There is no open task “bread” on your list/);
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
      expect(await pending()).toMatchObject([{ title: 'call mom', dueAt: new Date('2026-11-22T16:00:00Z') }]);
    });

    it('in a while is set to the minute', async () => {
      await say('remind me to check the oven in 20 minutes');

      expect(await pending()).toMatchObject([
        { title: 'check the oven', dueAt: new Date('2026-11-21T13:50:00Z') },
      ]);
    });

    it('for a day without a time is set for the morning there', async () => {
      expect(await say('remind me to call mom tomorrow')).toBe(
        "I'll remind you tomorrow, Sun 22 Nov, at 9:00 AM: *call mom*",
      );
      expect(await pending()).toMatchObject([{ title: 'call mom', dueAt: new Date('2026-11-22T08:00:00Z') }]);
    });

    it('for a day with another clock is set for the morning by that clock', async () => {
      const dayBeforeSummertime = new Date('2026-03-28T10:00:00Z');

      await say('remind me to call mom tomorrow', true, dayBeforeSummertime);

      expect(await pending()).toMatchObject([{ title: 'call mom', dueAt: new Date('2026-03-29T07:00:00Z') }]);
    });

    it('for today without a time, said after the morning, is asked back', async () => {
      expect(await say('remind me to call mom today')).toMatch(
        /^At what time should I remind you: \*call mom\*\?/,
      );
      expect(await pending()).toEqual([]);
    });

    it('for today without a time, said before the morning, is set for the morning', async () => {
      await say('remind me to call mom today', true, new Date('2026-11-21T05:00:00Z'));

      expect(await pending()).toMatchObject([{ title: 'call mom', dueAt: new Date('2026-11-21T08:00:00Z') }]);
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
      const reply = await make({
        intent: 'create_reminder',
        title: 'call mom',
        when: { start: '2026-11-21T09:00:00+01:00', grain: 'minute' },
      });

      expect(reply).toBe(
        'I set no reminder for call mom, because today, Sat 21 Nov, at 9:00 AM is over. When should I remind you instead?',
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
      'Your reminders:\n• call mom: tomorrow, Sun 22 Nov, at 5:00 PM\n• buy a present: Mon 23 Nov at 9:00 AM',
    );
  });

  it.each([
    ['help', /^Here is what I can do:/],
    ['hello', /^Hello! What can I do for you\?/],
    ['thank you', /^You're welcome!/],
    ['the colour of the sea at night', /^I did not get that\. Here is what I can do:/],
    ['', /^I did not get that\./],
    ['😀', /^OK!$/],
  ])('%p gets an answer', async (text, answer) => {
    expect(await say(text)).toMatch(answer);
  });

  describe('events', () => {
    const monday = { start: '2026-11-23T00:00:00+01:00', grain: 'day' as const };
    const week = { start: '2026-11-23T00:00:00+01:00', grain: 'week' as const };
    const dentist = {
      title: 'Dentist',
      when: { start: '2026-11-23T15:00:00+01:00', grain: 'hour' as const },
    };

    it('are made and listed', async () => {
      expect(await make({ intent: 'create_event', ...dentist })).toBe(
        "Event 'Dentist' scheduled for Mon 23 Nov at 3:00 PM",
      );
      expect(
        await make({
          intent: 'create_event',
          title: 'Trip to Rome',
          place: 'Rome',
          when: { start: '2026-11-24T00:00:00+01:00', end: '2026-11-27T00:00:00+01:00', grain: 'day' },
        }),
      ).toBe("Event 'Trip to Rome' scheduled for Tue 24 Nov to Thu 26 Nov\nPlace: Rome");

      expect(await make({ intent: 'list_events', when: week })).toBe(
        [
          'You have 2 events for the week of Mon 23 Nov:',
          '• Mon 23 Nov at 3:00 PM: Dentist',
          '• Tue 24 Nov to Thu 26 Nov: Trip to Rome (Rome)',
        ].join('\n'),
      );
      expect(await make({ intent: 'list_events', when: monday })).toContain(
        'You have 1 event for Mon 23 Nov:\n• 3:00 PM: Dentist',
      );
      expect(await make({ intent: 'list_events' })).toContain('Your next events:\n• Mon 23 Nov');
    });

    it('that began before the period and last into it are listed, those of others are not', async () => {
      const other = await new ContactStore(database, sealer).resolve({ phone: '4915187654321' });
      await database.transaction((tx) =>
        actions.act(tx, actorOf(other.id), {
          actions: [{ intent: 'create_event', confidence: 1, words: 'x', ...dentist }],
          words: 'x',
          saidAt: saturday,
          now: saturday,
          timezone,
          certain: true,
        }),
      );
      await make({
        intent: 'create_event',
        title: 'Fair',
        when: { start: '2026-11-22T20:00:00+01:00', end: '2026-11-23T02:00:00+01:00', grain: 'hour' },
      });

      expect(await make({ intent: 'list_events', when: monday })).toBe(
        'You have 1 event for Mon 23 Nov:\n• tomorrow, Sun 22 Nov, from 8:00 PM to Mon 23 Nov, 2:00 AM: Fair',
      );
    });

    it('are cancelled on the day to come, where the one of this week is over', async () => {
      await say('gym every wednesday at 6:30am');

      expect(await say('skip gym this wednesday')).toMatch(
        /^Event 'gym' cancelled only this time: Wed 25 Nov at 6:30 AM/,
      );
    });

    it('there are none of are said to be none', async () => {
      expect(await make({ intent: 'list_events', when: monday })).toBe('Nothing is planned for Mon 23 Nov.');
      expect(await make({ intent: 'list_events' })).toBe('Your calendar is empty.');
    });

    it('without a title, or without a time, are asked for', async () => {
      expect(await make({ intent: 'create_event', when: dentist.when })).toMatch(/^What is the event called/);
      expect(await make({ intent: 'create_event', title: 'Dentist' })).toMatch(/^When is \*Dentist\*\?/);
      expect(await make({ intent: 'create_event', title: 'Dentist', when: week })).toMatch(
        /^When is \*Dentist/,
      );
      expect(await make({ intent: 'list_events' })).toBe('Your calendar is empty.');
    });

    it('that are over are not made, and the answer says so', async () => {
      const yesterday = { start: '2026-11-20T15:00:00+01:00', grain: 'hour' as const };

      expect(await make({ intent: 'create_event', title: 'Dentist', when: yesterday })).toBe(
        'I did not put Dentist in your calendar, because Fri 20 Nov at 3:00 PM is over. Which day and time do you mean?',
      );
      expect(await make({ intent: 'list_events', when: { ...monday, grain: 'month' } })).toMatch(
        /^Nothing is planned/,
      );
    });

    it('beyond all calendars are not made, and unseen characters are not sent back', async () => {
      const far = { start: '+011026-11-26T09:00:00+01:00', grain: 'minute' as const };
      const title = 'a\u0000\u202Eb';

      expect(await make({ intent: 'create_event', title: 'Party', when: far })).toMatch(
        /^That is too far away/,
      );
      expect(await make({ intent: 'create_event', title, when: dentist.when })).toMatch(/^Event 'ab'/);
    });

    it('that are in the calendar already are not made again', async () => {
      await make({ intent: 'create_event', ...dentist });

      expect(await make({ intent: 'create_event', ...dentist, title: 'DENTIST' })).toBe(
        "'DENTIST' is in your calendar already: Mon 23 Nov at 3:00 PM",
      );
      await make({ intent: 'create_event', title: 'Dentist', when: monday });
      await make({ intent: 'create_event', ...dentist, place: '12 Main Street' });

      expect(await make({ intent: 'list_events', when: monday })).toMatch(/^You have 3 events/);
    });

    it('on a date that does not exist are asked for again', async () => {
      expect(
        await make({ intent: 'create_event', title: 'Dentist', noSuchDate: { words: '30 February' } }),
      ).toBe('There is no 30 February. Which day do you mean?');
      const noSuchDate = { words: '25:00', isTime: true };
      expect(await make({ intent: 'create_event', title: 'Dentist', noSuchDate })).toBe(
        '“25:00” is no time that I know. When do you mean?',
      );
    });

    it('are announced as long before as was asked', async () => {
      expect(await make({ intent: 'create_event', ...dentist, leadTimes: [1_440, 90, 10] })).toContain(
        "I'll remind you 1 day, 90 minutes, and 10 minutes before.",
      );
      expect((await pending()).map(({ dueAt }) => dueAt.toISOString())).toEqual([
        '2026-11-22T14:00:00.000Z',
        '2026-11-23T12:30:00.000Z',
        '2026-11-23T13:50:00.000Z',
      ]);
    });

    it('that repeat are announced before each time, also where the first one is over', async () => {
      const at = { start: '2026-11-17T09:00:00+01:00', grain: 'hour' as const };
      const rule = 'FREQ=WEEKLY;BYDAY=TU';

      expect(
        await make({
          intent: 'create_event',
          title: 'yoga',
          when: at,
          recurrence: { rule },
          leadTimes: [1_440],
        }),
      ).toBe(
        "Event 'yoga' scheduled for Tue 17 Nov at 9:00 AM\nRepeats every Tuesday\nI'll remind you 1 day before.",
      );
      expect(await database.reminder.findMany()).toMatchObject([
        { dueAt: new Date('2026-11-23T08:00:00Z'), rule, leadMinutes: 1_440 },
      ]);
      expect(
        await make({
          intent: 'list_events',
          when: { ...week, grain: 'month', start: '2026-12-01T00:00:00+01:00' },
        }),
      ).toMatch(/^You have 5 events for December 2026:\n• Tue 1 Dec at 9:00 AM: yoga\n• Tue 8 Dec/);
    });

    it('too soon to be announced so long before say so', async () => {
      const soon = { start: '2026-11-21T15:00:00+01:00', grain: 'hour' as const };

      expect(await make({ intent: 'create_event', title: 'Tea', when: soon, leadTimes: [60, 10] })).toBe(
        [
          "Event 'Tea' scheduled for today, Sat 21 Nov, at 3:00 PM",
          "I'll remind you 10 minutes before.",
          'It is too late to remind you 1 hour before.',
        ].join('\n'),
      );
    });

    it('of a whole day are announced in the morning, and listed on their day wherever the person is', async () => {
      const eve = { start: '2026-12-24T00:00:00+01:00', grain: 'day' as const };
      await make({ intent: 'create_event', title: 'Christmas Eve', when: eve, leadTimes: [1_440] });

      expect((await pending()).map(({ dueAt }) => dueAt)).toEqual([new Date('2026-12-23T08:00:00Z')]);
      const inNewYork = await act([{ intent: 'list_events', confidence: 1, words: 'x' }], {
        timezone: 'America/New_York',
      });
      expect(inNewYork.reply).toContain('• Thu 24 Dec: Christmas Eve');
    });

    it('of today that last all day are still to come', async () => {
      await make({
        intent: 'create_event',
        title: 'Fair',
        when: { start: '2026-11-21T00:00:00+01:00', grain: 'day' },
      });

      expect(await make({ intent: 'list_events' })).toContain('• today, Sat 21 Nov: Fair');
    });

    it('share the agenda with reminders and tasks that are due', async () => {
      await make({ intent: 'create_event', ...dentist });
      await make({
        intent: 'create_reminder',
        title: 'call mom',
        when: { start: '2026-11-23T09:00:00+01:00', grain: 'hour' },
      });
      await make({ intent: 'create_task', title: 'pay rent', when: monday });
      await make({ intent: 'create_task', title: 'read' });

      expect(await make({ intent: 'agenda', when: monday })).toBe(
        [
          'You have 3 things for Mon 23 Nov:',
          '• 3:00 PM: Dentist',
          '• Reminder 9:00 AM: call mom',
          '• Task 1: pay rent',
        ].join('\n'),
      );
      expect(await make({ intent: 'agenda' })).toBe('Nothing is planned for today, Sat 21 Nov.');
    });
  });

  describe('notes', () => {
    it('are kept and found again by their words', async () => {
      expect(await make({ intent: 'remember', title: 'my locker is 42' })).toBe(
        "I'll remember that: my locker is 42",
      );
      await make({ intent: 'remember', title: 'the wifi password is kiwi' });

      expect(await make({ intent: 'recall', title: "what's my locker?" })).toBe(
        'You told me: my locker is 42',
      );
      expect(await make({ intent: 'recall', title: 'my shoe size' })).toMatch(/^I know nothing about that/);
    });

    it('answer a question whose words they have, though it was not understood', async () => {
      await make({ intent: 'remember', title: 'my locker is 42' });
      const asked = (words: string) => make({ intent: 'out_of_scope', words });

      expect(await asked("what's my locker?")).toBe('You told me: my locker is 42');
      expect(await asked("what's my locker in the gym?")).toMatch(/^I did not get that/);
      expect(await asked('my locker')).toMatch(/^I did not get that/);
    });

    it('of a place answer where the car is', async () => {
      await act([{ intent: 'remember', confidence: 1, words: '' }], {
        keeps: [{ kind: 'place', latitude: 52.5, longitude: 13.4, name: 'Garage Mitte' }],
      });

      expect(await make({ intent: 'recall', title: 'where did I park' })).toBe(
        'Garage Mitte\nhttps://maps.google.com/?q=52.5,13.4',
      );
    });

    it('of people are found by their name', async () => {
      await act([{ intent: 'remember', confidence: 1, words: '' }], {
        keeps: [{ kind: 'person', name: 'Barbara Johnson', text: '+1 650-555-9999' }],
      });

      expect(await make({ intent: 'recall', title: "barbara's number" })).toBe(
        'Barbara Johnson\n+1 650-555-9999',
      );
    });
  });

  describe('what is out of scope', () => {
    const outOfScope = { intent: 'out_of_scope' as const };

    it('is not understood, and what can be understood is said', async () => {
      expect(await make(outOfScope)).toMatch(/^I did not get that\. Here is what I can do:/);
    });

    it('is politely declined when it is a general question', async () => {
      expect(await make({ ...outOfScope, isGeneralQuestion: true })).toMatch(
        /^General questions are not something I can answer\. Here is what I can do:/,
      );
    });

    it('is answered when the engine has an answer', async () => {
      expect(await make({ ...outOfScope, isGeneralQuestion: true, answer: 'Paris.' })).toBe('Paris.');
    });
  });

  describe('several wishes in one message', () => {
    const milk = { intent: 'create_task' as const, confidence: 1, words: 'add milk', title: 'milk' };
    const remind = {
      intent: 'create_reminder' as const,
      confidence: 1,
      words: 'remind me to buy it',
      title: 'buy it',
    };

    it('are all carried out, and the one that lacks something is asked for', async () => {
      const answer = await act([milk, remind]);

      expect(answer.reply).toMatch(/^Task 1: milk added to your list\nAt what time should I remind you/);
      expect(answer.asks).toMatchObject({ kind: 'unfinished', words: 'remind me to buy it' });
    });

    it('that a machine heard or saw are asked about as a whole first', async () => {
      const answer = await act([milk, remind], { asksFirst: 'heard', heard: 'add milk and remind me' });

      expect(answer).toMatchObject({
        reply:
          'Shall I do all of this?\n• add this to your list: milk\n• remind you of: buy it\n\nYou said: “add milk and remind me”',
        asks: { kind: 'confirm', actions: [milk, remind] },
        choices: { buttons: [{ title: 'Yes' }, { title: 'No' }] },
      });
      expect(await say("what's on my list")).toMatch(/^Your list is empty/);
    });
  });
});
