import { createTestDatabase, damaged, type TestDatabase, testSealer } from '#testing';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { type DueReminder, DueReminderStore } from './due-reminder.store.ts';
import { ReminderStore } from './reminder.store.ts';

const sealer = testSealer();
const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

describe('ReminderStore', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let contactId: string;
  const reminders = new ReminderStore(sealer);
  const dueReminders = new DueReminderStore(sealer);

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    contactId = (await new ContactStore(database, sealer).resolve({ phone: '16505551234' })).id;
  });
  afterEach(() => testDatabase.query('DELETE FROM contact'));

  const add = (title: string, dueAt: Date): Promise<string> =>
    database.transaction((tx) => reminders.add(tx, contactId, { title, dueAt }));
  const takeDue = (limit = 100): Promise<DueReminder[]> =>
    database.transaction((tx) => dueReminders.take(tx, limit));
  const upcoming = async (): Promise<(string | undefined)[]> =>
    (await reminders.listUpcoming(database, contactId)).map(({ title }) => title);

  it('takes what is due, with everything needed to announce it', async () => {
    const dueAt = inMinutes(-1);
    await add('call mom', dueAt);

    expect(await takeDue()).toEqual([
      {
        id: expect.any(String),
        contactId,
        kind: 'reminder',
        title: 'call mom',
        dueAt,
        firedAt: expect.any(Date),
        isStopped: false,
      },
    ]);
  });

  it('leaves alone what is not due yet', async () => {
    await add('call mom', inMinutes(1));

    expect(await takeDue()).toEqual([]);
    expect(await upcoming()).toEqual(['call mom']);
  });

  it('leaves alone what was cancelled', async () => {
    await add('call mom', inMinutes(-1));
    await database.reminder.updateMany({ data: { cancelledAt: new Date() } });

    expect(await takeDue()).toEqual([]);
    expect(await upcoming()).toEqual([]);
  });

  it('leaves alone what is sealed by a key that is not here yet, and holds up no other', async () => {
    const newer = new ReminderStore(testSealer('new', 'test'));
    const newerDue = new DueReminderStore(testSealer('new', 'test'));
    const dueAt = inMinutes(-2);
    await database.transaction((tx) => newer.add(tx, contactId, { title: 'water the plants', dueAt }));
    await add('call mom', inMinutes(-1));

    expect(await takeDue()).toMatchObject([{ title: 'call mom' }]);
    expect(await takeDue()).toEqual([]);
    expect(await database.transaction((tx) => newerDue.take(tx, 100))).toMatchObject([
      { title: 'water the plants' },
    ]);
  });

  it('counts those that are due and wait for a key', async () => {
    const newer = new ReminderStore(testSealer('new', 'test'));
    const newerDue = new DueReminderStore(testSealer('new', 'test'));
    const addSealed = (dueAt: Date): Promise<string> =>
      database.transaction((tx) => newer.add(tx, contactId, { title: 'water the plants', dueAt }));
    await Promise.all([addSealed(inMinutes(-2)), addSealed(inMinutes(-1)), addSealed(inMinutes(1))]);

    expect(await dueReminders.countWithoutKey(database)).toBe(2);
    expect(await newerDue.countWithoutKey(database)).toBe(0);
  });

  it.each([
    ['damaged', damaged(sealer.seal('water the plants'))],
    ['of another key of that name', sealer.seal('').replace(/\.../, '.AA')],
    ['no envelope', 'water the plants'],
  ])('takes one whose title is %s without it, once, and all others with theirs', async (_, titleSealed) => {
    await database.reminder.create({ data: { contactId, titleSealed, dueAt: inMinutes(-2) } });
    await add('call mom', inMinutes(-1));

    const taken = await takeDue();

    expect(taken.map(({ title }) => title).toSorted()).toEqual(['call mom', undefined]);
    expect(await takeDue()).toEqual([]);
  });

  it.each([
    ['is damaged', damaged(sealer.seal('water the plants'))],
    ['needs a key that is not here', testSealer('gone').seal('water the plants')],
  ])('lists one whose title %s without it', async (_, titleSealed) => {
    await database.reminder.create({ data: { contactId, titleSealed, dueAt: inMinutes(1) } });
    await add('call mom', inMinutes(2));

    expect(await upcoming()).toEqual([undefined, 'call mom']);
  });

  it('takes nothing a second time', async () => {
    await add('call mom', inMinutes(-1));
    await takeDue();

    expect(await takeDue()).toEqual([]);
    expect(await upcoming()).toEqual([]);
  });

  it('takes it again when what was made of it was undone', async () => {
    await add('call mom', inMinutes(-1));
    const undone = database.transaction(async (tx) => {
      await dueReminders.take(tx, 100);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');

    expect(await takeDue()).toHaveLength(1);
  });

  it('gives each to one of several that ask at once', async () => {
    await database.reminder.createMany({
      data: Array.from({ length: 100 }, (_, at) => ({
        contactId,
        titleSealed: sealer.seal(`reminder ${at}`),
        dueAt: inMinutes(-1),
      })),
    });

    const taken: (string | undefined)[] = [];
    let turns = 0;
    const askUntilNoneIsLeft = async (): Promise<void> => {
      for (;;) {
        const due = await takeDue(7);
        if (due.length === 0) return;
        turns++;
        taken.push(...due.map(({ title }) => title));
      }
    };
    await Promise.all(Array.from({ length: 5 }, askUntilNoneIsLeft));

    expect(taken).toHaveLength(100);
    expect(new Set(taken).size).toBe(100);
    expect(turns).toBeGreaterThanOrEqual(15);
  });

  it('takes the earliest first and no more than asked for', async () => {
    await add('second', inMinutes(-2));
    await add('third', inMinutes(-1));
    await add('first', inMinutes(-3));

    const taken = await takeDue(2);

    expect(taken.map(({ title }) => title)).toEqual(['first', 'second']);
  });

  it('lists what is coming, soonest first', async () => {
    await add('second', inMinutes(2));
    await add('first', inMinutes(1));

    expect(await upcoming()).toEqual(['first', 'second']);
  });

  it('holds no title that could be read', async () => {
    await add('call my lawyer', inMinutes(1));

    expect(JSON.stringify(await testDatabase.query('SELECT * FROM reminder'))).not.toContain('lawyer');
  });
});
