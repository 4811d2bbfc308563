import { createTestDatabase, type TestDatabase, testSealer, waitUntil } from '#testing';

import { openStores, type TestStores, untilEnded } from '../test/test-stores.ts';
import type { Transaction } from './database.ts';
import { UserIdChangeStore } from './user-id-change.store.ts';

const sealer = testSealer();

describe('a change of user id meets no deadlock with a transaction that holds the person', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let userIds: UserIdChangeStore;
  const occurredAt = new Date(Date.now() - 60_000);

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    userIds = new UserIdChangeStore(stores.database, stores.contacts, sealer);
  });
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });
  afterEach(async () => {
    for (const table of ['contact', 'user_id_change']) await testDatabase.query(`DELETE FROM ${table}`);
  });

  const knownAs = async (id: string, bsuid: string) => {
    const { otherPhoneBlindIndex: _other, ...data } = stores.contacts.sealedNames({ bsuid });
    await stores.database.contact.create({ data: { id, ...data } });
  };
  const userIdsNow = async () =>
    (await stores.database.contact.findMany()).map((row) => stores.contacts.open(row).bsuid);

  /** Has `waits` wait for a transaction that holds the person and then goes on with `more`. */
  async function meanwhile(
    id: string,
    waits: () => Promise<unknown>,
    more: (tx: Transaction) => Promise<unknown>,
  ): Promise<void> {
    let waiting: Promise<unknown> | undefined;
    // Not `transaction`, which would run this one again, too.
    await stores.database.$transaction(async (tx) => {
      // It is the one to fail then: the other transaction would be run again, and the deadlock pass unnoticed.
      await tx.$executeRaw`SET LOCAL deadlock_timeout = '10ms'`;
      await hold(tx, id);
      waiting = waits();
      await waitUntil('the other transaction waits', async () => {
        const [row] = await testDatabase.query<{ waiting: number }>(
          `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        );
        return row?.waiting;
      });
      await more(tx);
    }, untilEnded);
    await waiting;
  }
  const hold = (tx: Transaction, id: string) =>
    tx.$queryRaw`SELECT FROM contact WHERE id = ${id}::uuid FOR UPDATE`;
  const [firstId, secondId] = [
    '019ac000-0000-7000-8000-000000000001',
    '019ac000-0000-7000-8000-000000000002',
  ];

  it('because of a message that announces the same change', async () => {
    await knownAs(firstId, 'US.1');

    await meanwhile(
      firstId,
      () => userIds.apply({ previous: { bsuid: 'US.1' }, current: { bsuid: 'US.2' }, occurredAt }),
      (tx) =>
        userIds.rename(tx, firstId, {
          previous: { bsuid: 'US.1' },
          current: { bsuid: 'US.2' },
          occurredAt,
        }),
    );

    expect(await userIdsNow()).toEqual(['US.2']);
  });

  it.each([
    ['a message under the former id', () => stores.contacts.resolve({ bsuid: 'US.1' })],
    ['a change that is applied again', () => userIds.applyAgain()],
  ])('because of %s', async (_, waits) => {
    await knownAs(firstId, 'US.2');
    await knownAs(secondId, 'US.1');
    await stores.database.userIdChange.create({
      data: {
        previousBlindIndex: sealer.blindIndex('bsuid', 'US.1'),
        currentBlindIndex: sealer.blindIndex('bsuid', 'US.2'),
        currentSealed: sealer.seal('US.2'),
        occurredAt,
      },
    });

    await meanwhile(firstId, waits, (tx) => hold(tx, secondId));

    expect(await userIdsNow()).toEqual(['US.2']);
  });
});
