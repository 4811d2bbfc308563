import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('a conversation about lists', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const say = (text: string): Promise<string | null> => intent.say(text);
  const after = async (...texts: string[]): Promise<string | null> => {
    let answer: string | null = null;
    for (const text of texts) answer = await say(text);
    return answer;
  };

  it('shows a long list whole, in several messages that follow each other', async () => {
    await say('add something that has a rather long name to my list');
    const { id: _, ...task } = await intent.database.task.findFirstOrThrow();
    const numbers = Array.from({ length: 120 }, (__, at) => at + 1);
    await intent.database.task.createMany({ data: numbers.slice(1).map((number) => ({ ...task, number })) });
    const before = await intent.database.outboundMessage.count();

    await say("what's on my list");
    const rows = await intent.database.outboundMessage.findMany({
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      skip: before,
    });
    const texts = rows.map(({ bodySealed }) => intent.sealer.open(bodySealed));
    const told = texts.flatMap((text) => text.match(/^\d+\./gm) ?? []);

    expect(texts.length).toBeGreaterThan(1);
    expect(texts.every(({ length }) => length <= 4_096)).toBe(true);
    expect(rows.map(({ answerId, part }) => [answerId, part])).toEqual(
      rows.map((_row, at) => [rows[0]?.id, at]),
    );
    expect(told).toEqual(numbers.map((number) => `${number}.`));
    expect(rows.map(({ choicesSealed }) => choicesSealed !== null)).toEqual([
      ...rows.slice(1).map(() => false),
      true,
    ]);
  });

  describe('with names', () => {
    it('keeps each by itself, with numbers of its own', async () => {
      expect(await after('add call the bank to my list', 'add milk and eggs to the shopping list')).toBe(
        'Task 1: milk added to your shopping list\nTask 2: eggs added to your shopping list',
      );
      expect(await say("what's on my shopping list")).toBe(
        'Your shopping list:\n1. milk\n2. eggs\n\nOther lists: your usual list (1)',
      );
      expect(await say("what's on my list")).toBe(
        'Your list:\n1. call the bank\n\nOther lists: shopping (2)',
      );
      expect(await say('what lists do I have')).toBe(
        'You have 2 lists:\n• Your list: 1 task\n• shopping: 2 tasks',
      );
    });

    it('tells of the only one there is when "my list" is asked for', async () => {
      expect(await after('add milk to the shopping list', "what's on my list")).toBe(
        'Your shopping list:\n1. milk',
      );
    });

    it('says that one is empty, and which are not', async () => {
      expect(await after('add milk to the shopping list', "what's on my packing list")).toBe(
        'Your packing list is empty. To put something on it: add milk to my packing list\n\nOther lists: shopping (1)',
      );
      expect(await after('done with the milk', 'what lists do I have')).toMatch(/^Your list is empty/);
    });

    it('takes a number for the list that was talked about last, or else for the usual one', async () => {
      await after('add stamps to my list', 'add milk and eggs to the shopping list');

      expect(await after("what's on my shopping list", 'done 1')).toBe(
        'Task 1: milk marked complete on your shopping list',
      );
      expect(await say('done 2')).toBe('Task 2: eggs marked complete on your shopping list');
      expect(await say('done 1')).toBe('Task 1: stamps marked complete');
    });

    it('asks which list is meant when a number is on two that were not talked about', async () => {
      await after('add milk to the shopping list', 'add nails to the hardware list', 'thanks');
      await intent.testDatabase.query('UPDATE inbound_message SET about = NULL');

      expect(await say('done 1')).toBe(
        'Which one do you mean?\n1. milk, task 1 on your shopping list\n2. nails, task 1 on your hardware list',
      );
      expect(await say('the second one')).toBe('Task 1: nails marked complete on your hardware list');
    });
  });

  it('many that are added at once have one answer, however long the message is', async () => {
    const goods = Array.from({ length: 60 }, (_, at) => `vegetable ${at + 1}`);

    const answer = await say(`add ${goods.slice(0, -1).join(', ')} and ${goods.at(-1)} to my shopping list`);

    expect(answer).toMatch(/^60 tasks added to your shopping list:\n1\. vegetable 1\n2\. vegetable 2\n/);
    expect(await say('done with vegetable 60')).toBe(
      'Task 60: vegetable 60 marked complete on your shopping list',
    );
  });

  describe('ticked off', () => {
    beforeEach(() => after('add milk, bread, stamps and two eggs to my list'));

    it.each([
      ['done 1 and 3', 'Task 1: milk marked complete\nTask 3: stamps marked complete'],
      ['done with the milk and the eggs', 'Task 1: milk marked complete\nTask 4: two eggs marked complete'],
      [
        'mark everything as done',
        /^Task 1: milk marked complete\n(?:.*\n){2}Task 4: two eggs marked complete$/,
      ],
    ])('several at once: "%s"', async (words, answer) => {
      expect(await say(words)).toEqual(typeof answer === 'string' ? answer : expect.stringMatching(answer));
    });

    it('finds words on any list, and asks when they are on two', async () => {
      await after('add milk to the shopping list', 'add nails to the hardware list');

      expect(await say('done with the nails')).toBe('Task 1: nails marked complete on your hardware list');
      expect(await say('done with the milk')).toBe(
        'Which one do you mean?\n1. milk, task 1 on your list\n2. milk, task 1 on your shopping list',
      );
      expect(await say('2')).toBe('Task 1: milk marked complete on your shopping list');
    });

    it('by "done" in answer to what told of it, but not by an "ok"', async () => {
      const nails = intent.message('add nails to my list');
      await intent.send(nails);
      await say('add screws to my list');

      expect(await intent.say('ok', { refersTo: nails.messageKey })).not.toMatch(/complete/);
      expect(await intent.say('done', { refersTo: nails.messageKey })).toBe('Task 5: nails marked complete');
    });

    it('says it when that was done before', async () => {
      expect(await after('done with the milk', 'done with the milk')).toBe(
        'Milk was marked complete before.',
      );
    });
  });

  describe('opened again', () => {
    beforeEach(() => after('add milk, bread and stamps to my list', 'done 2'));

    it.each([
      'reopen the bread',
      'reopen 2',
      "the bread isn't done",
      'put bread back on my list',
      'reopen it',
    ])('by "%s"', async (words) => {
      expect(await say(words)).toBe('Task 2: bread is open again');
      expect(await say("what's on my list")).toBe('Your list:\n1. milk\n2. bread\n3. stamps');
    });

    it('means the last time of what was done often', async () => {
      await after('add bread to my list', 'done with the bread');

      expect(await say('reopen bread')).toBe('Task 4: bread is open again');
    });

    it('says it of what is open, and of what is not there', async () => {
      expect(await say('reopen the milk')).toBe('Task 1: milk is open already');
      expect(await say('reopen the piano')).toBe('There is no completed task “piano” on your list.');
    });
  });

  describe('taken off', () => {
    beforeEach(() => after('add milk, eggs and bread to the shopping list'));

    it.each([
      ['remove milk from the shopping list', 'Task 1: milk taken off your shopping list'],
      ['delete task 2', 'Task 2: eggs taken off your shopping list'],
      [
        'remove 1 and 3 from the shopping list',
        'Task 1: milk taken off your shopping list\nTask 3: bread taken off your shopping list',
      ],
    ])('"%s", which can be undone', async (words, answer) => {
      expect(await say(words)).toBe(answer);
      expect(await after('undo', "what's on my shopping list")).toBe(
        'Your shopping list:\n1. milk\n2. eggs\n3. bread',
      );
    });

    it.each(['clear the shopping list', 'delete everything on my list'])(
      'all of it after a yes: "%s"',
      async (words) => {
        expect(await say(words)).toBe('Shall I take all 3 tasks off your shopping list?');
        expect(await say('yes')).toBe('Your shopping list is empty now: I took 3 tasks off.');
        expect(await say("what's on my shopping list")).toMatch(/^Your shopping list is empty/);
        await after('undo');
        expect(await say("what's on my shopping list")).toContain('1. milk\n2. eggs\n3. bread');
      },
    );

    it('not after a no, nor when there is nothing', async () => {
      expect(await after('clear the shopping list', 'no')).toBe('OK, I left it as it was.');
      expect(await say("what's on my shopping list")).toContain('3. bread');
      expect(await say('clear my packing list')).toMatch(/^Your packing list is empty/);
    });
  });

  describe('changed', () => {
    beforeEach(() => after('add milk and bread to the shopping list'));

    it.each([
      ['rename task 1 to oat milk', 'Task 1 on your shopping list is now: oat milk. It was: milk'],
      ['change milk to oat milk on the shopping list', /is now: oat milk\. It was: milk$/],
      ['move task 2 to friday', /^Task 2 on your shopping list is now: bread, due .*Fri \d+ \w+$/],
      ['rename task 2 to milk', 'Milk is already on your shopping list: task 1'],
      ['add the Milk to my shopping list', 'Milk is already on your shopping list: task 1'],
      ['add 2 milk to the shopping list', 'Task 1 on your shopping list is now: 2 milk. It was: milk'],
      ['add milk by friday to the shopping list', /^Task 1 on your shopping list is now: milk, due .*Fri/],
      ['add milk to my list', 'Task 1: milk added to your list'],
    ])('"%s"', async (words, answer) => {
      expect(await say(words)).toEqual(typeof answer === 'string' ? answer : expect.stringMatching(answer));
      expect((await say("what's on my shopping list"))?.match(/milk/g)).toHaveLength(1);
    });
  });

  describe('with dates', () => {
    it('tells when each is due, and first what is overdue', async () => {
      await after(
        'add stamps to my list',
        'add call the bank to my list by tomorrow',
        'add pay the rent to my list by tomorrow',
      );
      await intent.testDatabase.query("UPDATE task SET due_at = due_at - interval '3 days' WHERE number = 3");

      const told = await say("what's on my list");

      expect(told).toMatch(
        /^Your list:\n3\. pay the rent, overdue since \w+ \d+ \w+\n1\. stamps\n2\. call the bank, due tomorrow, \w+ \d+ \w+$/,
      );
      expect(await say('mark the first one as done')).toBe('Task 3: pay the rent marked complete');
    });

    it('tells what is due by a day', async () => {
      await after('add stamps to my list', 'add call the bank to my list by tomorrow');

      expect(await say("what's due tomorrow")).toMatch(
        /^Due by tomorrow, .*:\n2\. call the bank, due tomorrow, .*\n\n1 other task on your lists is not due by then\.$/,
      );
      expect(await say("what's due today")).toMatch(/^Nothing is due by today/);
    });
  });

  describe('to tap', () => {
    it('completes the task of a row, and once only', async () => {
      await after('add stamps to my list', 'add call the bank to my list by tomorrow', "what's on my list");
      expect(await intent.choices()).toEqual([
        { id: expect.stringMatching(/^tick-/), title: 'stamps', description: 'task 1 on your list' },
        {
          id: expect.stringMatching(/^tick-/),
          title: 'call the bank',
          description: expect.stringMatching(/^tomorrow, /),
        },
      ]);
      const [stamps] = await intent.choices();

      expect(await intent.tapOn('call the bank')).toBe('Task 2: call the bank marked complete');
      expect(await intent.tap(stamps?.id ?? '', 'stamps', 'list_reply')).toBe(
        'Task 1: stamps marked complete',
      );
      expect(await intent.tap(stamps?.id ?? '', 'stamps', 'list_reply')).toBe(
        'Stamps was marked complete before.',
      );
      expect(await after('undo', "what's on my list")).toBe('Your list:\n1. stamps');
    });

    it('says so when the task is gone', async () => {
      await after('add stamps to my list', "what's on my list");
      const [stamps] = await intent.choices();
      expect(await say('delete task 1')).toBe('Task 1: stamps taken off your list');

      expect(await intent.tap(stamps?.id ?? '', 'stamps', 'list_reply')).toBe(
        'There is no such task on your list.',
      );
    });
  });
});
