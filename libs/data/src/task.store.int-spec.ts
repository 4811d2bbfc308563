import { createTestDatabase, damaged, type TestDatabase, testSealer } from '#testing';

import { ContactStore } from './contact.store.ts';
import { Database } from './database.ts';
import { type Task, TaskStore } from './task.store.ts';

const sealer = testSealer();

describe('TaskStore', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let contactId: string;
  const tasks = new TaskStore(sealer);

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

  /** As a turn does, which holds its person. */
  const add = (title: string, dueAt?: Date, list?: string): Promise<Task> =>
    database.transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM contact WHERE id = ${contactId}::uuid FOR NO KEY UPDATE`;
      return tasks.add(tx, contactId, { title, dueAt, list });
    });
  const complete = (number: number): Promise<Task | null> =>
    database.transaction(async (tx) => {
      const wanted = (await tasks.listOpen(tx, contactId)).filter((task) => task.number === number);
      const ids = wanted.map(({ id }) => id);
      return (await tasks.complete(tx, contactId, ids))[0] ?? null;
    });
  const open = (): Promise<Task[]> => tasks.listOpen(database, contactId);

  it('numbers tasks from 1 and lists them by number', async () => {
    const dueAt = new Date('2026-11-27T08:00:00Z');

    expect(await add('milk')).toMatchObject({ number: 1, title: 'milk' });
    await add('bread', dueAt);
    await add('stamps');

    expect(await open()).toMatchObject([
      { number: 1, title: 'milk', dueAt: undefined },
      { number: 2, title: 'bread', dueAt },
      { number: 3, title: 'stamps', dueAt: undefined },
    ]);
  });

  it("counts each person's tasks by themselves", async () => {
    const other = await new ContactStore(database, sealer).resolve({ phone: '16505559999' });
    await add('milk');

    await database.transaction((tx) => tasks.add(tx, other.id, { title: 'theirs' }));

    expect(await tasks.listOpen(database, other.id)).toMatchObject([{ number: 1, title: 'theirs' }]);
    expect(await open()).toMatchObject([{ number: 1, title: 'milk' }]);
  });

  it('gives a number of its own to each of 20 tasks that are added at once', async () => {
    const added = await Promise.all(Array.from({ length: 20 }, (_, at) => add(`task ${at}`)));

    const numbers = added.map(({ number }) => number).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(await open()).toHaveLength(20);
  });

  it('takes a completed task off the list and leaves the other numbers alone', async () => {
    await add('milk');
    await add('bread');
    await add('stamps');

    expect(await complete(2)).toMatchObject({ number: 2, title: 'bread' });

    expect(await open()).toMatchObject([
      { number: 1, title: 'milk' },
      { number: 3, title: 'stamps' },
    ]);
    expect(await database.task.findFirst({ where: { contactId, number: null } })).toMatchObject({
      completedAt: expect.any(Date),
    });
  });

  it('finds nothing to complete the second time', async () => {
    await add('milk');
    await complete(1);

    expect(await complete(1)).toBeNull();
  });

  it('lets one of several complete a task when they try at once', async () => {
    await add('milk');

    const completed = await Promise.all(Array.from({ length: 8 }, () => complete(1)));

    expect(completed.filter(Boolean)).toMatchObject([{ number: 1, title: 'milk' }]);
  });

  it('completes no task that is not on the list, nor one of somebody else', async () => {
    const other = await new ContactStore(database, sealer).resolve({ phone: '16505559999' });
    const { id } = await database.transaction((tx) => tasks.add(tx, other.id, { title: 'theirs' }));

    expect(await database.transaction((tx) => tasks.complete(tx, contactId, [id]))).toEqual([]);
    expect(await tasks.listOpen(database, other.id)).toHaveLength(1);
  });

  it('does not give a number out again while there are higher ones', async () => {
    await add('milk');
    await add('bread');
    await complete(1);

    expect(await add('stamps')).toMatchObject({ number: 3 });
  });

  it('begins at 1 again once the list is empty', async () => {
    await add('milk');
    await add('bread');
    await complete(1);
    await complete(2);

    expect(await add('stamps')).toMatchObject({ number: 1 });
  });

  it('holds no title that could be read, nor the name of a list', async () => {
    await add('call my lawyer', undefined, 'divorce');

    const rows = JSON.stringify(await testDatabase.query('SELECT * FROM task'));

    expect(rows).not.toMatch(/lawyer|divorce/);
  });

  it('counts on each list from 1, however its name is written', async () => {
    await add('milk', undefined, 'shopping');
    await add('stamps');
    await add('eggs', undefined, 'My  Shopping list');

    expect((await open()).map(({ number, list, title }) => [list, number, title])).toEqual([
      ['shopping', 1, 'milk'],
      [undefined, 1, 'stamps'],
      ['My  Shopping list', 2, 'eggs'],
    ]);
  });

  it('puts a completed one back under its old number, once', async () => {
    const { id } = await add('milk', undefined, 'shopping');
    await add('eggs', undefined, 'shopping');
    await add('stamps');
    await database.transaction((tx) => tasks.complete(tx, contactId, [id]));
    const reopen = (): Promise<Task | null> => database.transaction((tx) => tasks.reopen(tx, contactId, id));

    expect(await database.transaction((tx) => tasks.listCompleted(tx, contactId))).toMatchObject([{ id }]);
    expect(await reopen()).toMatchObject({ number: 1, title: 'milk', list: 'shopping' });
    expect(await reopen()).toBeNull();
    expect(await open()).toHaveLength(3);
  });

  it('puts a completed one back as the last when its number was given away', async () => {
    const { id } = await add('milk');
    await complete(1);
    await add('eggs');

    expect(await database.transaction((tx) => tasks.reopen(tx, contactId, id))).toMatchObject({ number: 2 });
  });

  it('removes and changes tasks of this person alone', async () => {
    const other = await new ContactStore(database, sealer).resolve({ phone: '16505559999' });
    const { id } = await database.transaction((tx) => tasks.add(tx, other.id, { title: 'theirs' }));
    const mine = await add('milk');

    await database.transaction((tx) => tasks.change(tx, contactId, id, { title: 'mine' }));
    await database.transaction((tx) => tasks.change(tx, contactId, mine.id, { title: 'oat milk' }));

    expect(await open()).toMatchObject([{ number: 1, title: 'oat milk' }]);
    expect(await tasks.listOpen(database, other.id)).toMatchObject([{ title: 'theirs' }]);
    expect(await database.transaction((tx) => tasks.remove(tx, contactId, [id, mine.id]))).toBe(1);
  });

  it.each([
    ['is damaged', damaged(sealer.seal('milk'))],
    ['needs a key that is not here', testSealer('gone').seal('milk')],
  ])('lists and completes one whose title %s without it', async (_, titleSealed) => {
    await add('milk');
    await add('bread');
    await database.task.updateMany({ where: { number: 1 }, data: { titleSealed } });

    expect(await open()).toMatchObject([
      { number: 1, title: undefined },
      { number: 2, title: 'bread' },
    ]);
    expect(await complete(1)).toMatchObject({ number: 1, title: undefined });
    expect(await open()).toMatchObject([{ number: 2, title: 'bread' }]);
  });
});
