import { ChangeStore, DueReminderStore } from '#data';
import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('undo', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const say = (text: string): Promise<string | null> => intent.say(text);
  const tap = (choice: string): Promise<string | null> =>
    intent.say('Undo', {
      kind: 'interactive',
      raw: JSON.stringify({ interactive: { button_reply: { id: choice } } }),
    });
  /** Everything that people have, as it stands in the tables. */
  const everything = async (): Promise<unknown> => {
    const tables = ['event', 'task', 'reminder', 'note'];
    return Promise.all(
      tables.map((table) =>
        intent.testDatabase.query(`SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY id`),
      ),
    );
  };
  const buttons = async (): Promise<string[]> => {
    const rows = await intent.database.outboundMessage.findMany({
      where: { choicesSealed: { not: null } },
      orderBy: { createdAt: 'asc' },
    });
    return rows.flatMap(({ choicesSealed }) =>
      (JSON.parse(intent.sealer.open(choicesSealed ?? '')) as { buttons: { id: string }[] }).buttons.map(
        ({ id }) => id,
      ),
    );
  };

  it.each([
    ['add milk to my list'],
    ['add milk, bread and butter to my list'],
    ['dentist tomorrow at 3pm, remind me a day before'],
    ['remind me to call mom every day at 5pm'],
    ['remember that my locker is 42'],
    ['done 1'],
  ])('puts everything back as it was: "%s"', async (words) => {
    await say('add water the plants to my list');
    const before = await everything();
    await say(words);
    expect(await everything()).not.toEqual(before);

    expect(await say('undo')).toBe(`Undone: “${words}”`);
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['move the dentist to 5'],
    ['make the dentist an hour longer'],
    ['rename the dentist to surgery'],
    ['cancel the dentist'],
    ['skip the next yoga'],
    ['move the next yoga to 7'],
    ['move all yoga to 7'],
    ['end yoga on 1 march 2032'],
  ])('puts events back with their reminders: "%s"', async (words) => {
    await say('dentist tomorrow at 3pm, remind me an hour before');
    await say('yoga every day at 6pm, remind me an hour before');
    // It has begun, so that it is split.
    await intent.testDatabase.query(
      "UPDATE event SET starts_at = starts_at - interval '14 days' WHERE rule IS NOT NULL",
    );
    const before = await everything();
    await say(words);
    expect(await everything()).not.toEqual(before);

    expect(await say('undo')).toBe(`Undone: “${words}”`);
    expect(await everything()).toEqual(before);
  });

  it('goes further back each time, until nothing is left', async () => {
    await say('add milk to my list');
    await say('add bread to my list');

    expect(await say('undo')).toBe('Undone: “add bread to my list”');
    expect(await say('undo that')).toBe('Undone: “add milk to my list”');
    expect(await say('undo')).toMatch(/^There is nothing to undo/);
  });

  it('takes back nothing else when "stop" or "start" was said last', async () => {
    await say('add milk to my list');
    await say('stop');
    expect(await say('undo')).toBe('Nothing was undone. To get messages again, say: start');
    await say('start');
    expect(await say('undo')).toBe('Nothing was undone. To stop me from writing on my own, say: stop');
    expect(await intent.database.task.count()).toBe(1);

    await say('add bread to my list');
    expect(await say('undo')).toBe('Undone: “add bread to my list”');
  });

  it('is a button under what takes something away, and works once', async () => {
    await say('add milk to my list');
    await say('done with the milk');
    const [undo = ''] = await buttons();

    expect(await tap(undo)).toBe('Undone: “done with the milk”');
    expect(await say("what's on my list")).toContain('1. milk');
    expect(await tap(undo)).toMatch(/^There is nothing to undo/);
  });

  it.each(['cancel the dentist', 'clear my list', 'move the party to friday', 'cancel all reminders'])(
    'is no button where nothing was there to change: "%s"',
    async (words) => {
      await say(words);

      expect(await buttons()).toEqual([]);
    },
  );

  it('leaves what a later message changed again, and says so', async () => {
    await say('add milk to my list');
    await say('done with the milk');
    const [message] = await intent.database.inboundMessage.findMany({ orderBy: { sentAt: 'asc' } });

    expect(await tap(`undo-${message?.id}`)).toMatch(/^That was changed again since/);
    expect(await say('undo')).toBe('Undone: “done with the milk”');
  });

  it('gives a task whose number was taken meanwhile the next one', async () => {
    await say('add milk to my list');
    await say('done 1');
    const [undo = ''] = await buttons();
    await say('add bread to my list');

    await tap(undo);
    expect(await say("what's on my list")).toBe('Your list:\n1. bread\n2. milk');
  });

  it('is for ten minutes, and for nobody else', async () => {
    await say('add milk to my list');
    expect(await intent.say('undo', { from: { phone: '4915187654321' } })).toMatch(
      /^There is nothing to undo/,
    );

    await intent.testDatabase.query("UPDATE change SET at = at - interval '11 minutes'");
    expect(await say('undo')).toMatch(/^There is nothing to undo/);

    await intent.testDatabase.query("UPDATE change SET at = at - interval '1 day'");
    await intent.app.get(ChangeStore, { strict: false }).removeOld();
    expect(await intent.testDatabase.query('SELECT id FROM change')).toEqual([]);
  });

  describe('of a reminder that rang meanwhile', () => {
    /** As the scheduler does. */
    const ring = (): Promise<void> =>
      intent.database.transaction(async (tx) => {
        const due = new DueReminderStore(intent.sealer);
        await intent.testDatabase.query('UPDATE reminder SET due_at = now() WHERE fired_at IS NULL');
        const next = new Date(Date.now() + 86_400_000);
        await due.addNext(
          tx,
          (await due.take(tx, 10)).map(({ id }) => ({ id, dueAt: next })),
        );
      });
    const upcoming = (): Promise<number> =>
      intent.database.reminder.count({ where: { firedAt: null, cancelledAt: null } });

    it('ends what was to ring after it', async () => {
      await say('remind me to stretch every day at 5pm');
      await ring();
      expect(await upcoming()).toBe(1);

      expect(await say('undo')).toBe('Undone: “remind me to stretch every day at 5pm”');
      expect(await upcoming()).toBe(0);
    });

    it('leaves a change of its time as it is, and says so', async () => {
      await say('remind me to call mom tomorrow at 5pm');
      await say('move it to six');
      await intent.testDatabase.query('UPDATE reminder SET fired_at = clock_timestamp()');

      expect(await say('undo')).toBe('That reminder has rung since, so I left it as it is.');
    });
  });

  it('reaches what was another row of the same person', async () => {
    await say('add milk to my list');
    await say('done 1');
    await intent.testDatabase.query(
      `UPDATE change SET before = jsonb_set(before, '{contact_id}', to_jsonb(gen_random_uuid())) WHERE before IS NOT NULL`,
    );

    expect(await say('undo')).toBe('Undone: “done 1”');
    expect(await say("what's on my list")).toBe('Your list:\n1. milk');
  });
});
