import { freePort } from '#platform';
import { createTestDatabase, type TestDatabase, testSealer } from '#testing';

import { ContactStore } from './contact.store.ts';
import { Database, type Transaction } from './database.ts';

/** A barrier: holds all callers until `count` have arrived. */
function meeting(count: number): () => Promise<void> {
  let open = (): void => undefined;
  const complete = new Promise<void>((resolve) => {
    open = resolve;
  });
  let came = 0;
  return () => {
    if (++came === count) open();
    return complete;
  };
}

describe('Database', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let ids: [string, string];

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(testDatabase.url);
    const contacts = new ContactStore(database, testSealer());
    const [one, other] = [await contacts.resolve({ phone: '1' }), await contacts.resolve({ phone: '2' })];
    ids = [one.id, other.id];
  });
  afterAll(async () => {
    await database.$disconnect();
    await testDatabase.drop();
  });

  const add = (tx: Transaction, number: number): Promise<unknown> =>
    tx.task.create({ data: { contactId: ids[0], number, titleSealed: 'sealed' } });

  it('undoes everything in a transaction that failed', async () => {
    const failing = database.transaction(async (tx) => {
      await add(tx, 1);
      throw new Error('changed my mind');
    });

    await expect(failing).rejects.toThrow('changed my mind');
    expect(await database.task.count()).toBe(0);
  });

  it('runs a transaction again that met another one', async () => {
    const together = meeting(2);
    const takeNextNumber = (): Promise<unknown> => {
      let first = true;
      return database.transaction(async (tx) => {
        const taken = await tx.task.count();
        if (first) await together();
        first = false;
        await add(tx, taken + 1);
      });
    };

    await Promise.all([takeNextNumber(), takeNextNumber()]);

    expect((await database.task.findMany()).map(({ number }) => number).toSorted()).toEqual([1, 2]);
    await database.task.deleteMany();
  });

  it.each<[string, (tx: Transaction, id: string) => Promise<unknown>]>([
    ['Prisma', (tx, id) => tx.contact.update({ where: { id }, data: { timezone: 'UTC' } })],
    ['plain SQL', (tx, id) => tx.$executeRaw`UPDATE contact SET timezone = 'UTC' WHERE id = ${id}::uuid`],
    ['a plain query', (tx, id) => tx.$queryRaw`SELECT id FROM contact WHERE id = ${id}::uuid FOR UPDATE`],
  ])('runs a transaction again that stood in the way of another one, by %s', async (_, lock) => {
    const together = meeting(2);
    const lockBoth = (one: string, other: string): Promise<unknown> => {
      let first = true;
      return database.transaction(async (tx) => {
        await lock(tx, one);
        if (first) await together();
        first = false;
        await lock(tx, other);
      });
    };

    await expect(Promise.all([lockBoth(...ids), lockBoth(ids[1], ids[0])])).resolves.toHaveLength(2);
  });

  it('gives up a transaction that meets what never goes away', async () => {
    await add(database, 1);
    let runs = 0;
    const failing = database.transaction((tx) => {
      runs++;
      return add(tx, 1);
    });

    await expect(failing).rejects.toMatchObject({ code: 'P2002' });
    expect(runs).toBe(6);
    await database.task.deleteMany();
  });

  it('runs a transaction once that failed for a reason of its own', async () => {
    let runs = 0;
    const failing = database.transaction(() => {
      runs++;
      return Promise.reject(new Error('no conflict'));
    });

    await expect(failing).rejects.toThrow('no conflict');
    expect(runs).toBe(1);
  });

  it('answers a ping, and fails it when nobody listens', async () => {
    await expect(database.ping()).resolves.toBeUndefined();

    const nowhere = new Database(`postgresql://user:password@127.0.0.1:${await freePort()}/nothing`);
    try {
      await expect(nowhere.ping()).rejects.toThrow();
    } finally {
      await nowhere.$disconnect();
    }
  });
});
