import { createTestDatabase, newWamid, type TestDatabase, testSealer, waitUntil } from '#testing';

import { openStores, type TestStores, untilEnded } from '../test/test-stores.ts';
import type { Identity } from './contact.store.ts';

const [p1, p2, p9] = ['16505550001', '16505550002', '16505550009'];
const [longer, shorter] = ['5531987654321', '553187654321'] as const;

describe('messages that come at once', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let elsewhere: TestStores;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    elsewhere = openStores(testDatabase.url);
  });
  afterAll(async () => {
    await stores.close();
    await elsewhere.close();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    for (const table of ['contact', 'user_id_change']) await testDatabase.query(`DELETE FROM ${table}`);
  });

  const dayBegan = Date.now() - 86_400_000;
  const at = (minutes: number): Date => new Date(dayBegan + minutes * 60_000);
  /** @returns the id of the sender's row */
  const write = async (
    from: Identity,
    minutes: number,
    { becomes, by = stores }: { becomes?: Identity; by?: TestStores } = {},
  ): Promise<string> => {
    const message = { wamid: newWamid(), from, becomes, kind: 'text', text: 'hi', sentAt: at(minutes) };
    const { id } = await by.inbound.record(message);
    return (await stores.database.inboundMessage.findUniqueOrThrow({ where: { id } })).contactId;
  };
  /** The first of a process is recorded by itself, and those that come meanwhile together. */
  const together = async (...messages: (() => Promise<string>)[]): Promise<string[]> => {
    const [, ...rows] = await Promise.all([write({ phone: p9 }, 0), ...messages.map((one) => one())]);
    return rows;
  };

  it('are from who took the number in one of them', async () => {
    const anna = await write({ phone: p1, bsuid: 'US.A' }, 0);

    const [ben, next, last] = await together(
      () => write({ phone: p1, bsuid: 'US.B' }, 10),
      () => write({ phone: p1 }, 11),
      () => write({ phone: p1, bsuid: 'US.B' }, 12),
    );

    expect(ben).not.toBe(anna);
    expect([next, last]).toEqual([ben, ben]);
  });

  it('are from who took the number in one of them, and leaves it in the next', async () => {
    const other = await write({ phone: p2, bsuid: 'US.X' }, 0);

    const [anna, announced] = await together(
      () => write({ phone: p2, bsuid: 'US.A2' }, 10),
      () => write({ phone: p2 }, 12, { becomes: { phone: p1 } }),
    );

    expect(anna).not.toBe(other);
    expect(announced).toBe(anna);
  });

  it('are not from who has left the number by one of them', async () => {
    const anna = await write({ phone: p1, bsuid: 'US.A' }, 0);

    const [moved, next] = await together(
      () => write({ phone: p2, bsuid: 'US.A' }, 10),
      () => write({ phone: p1 }, 11),
    );

    expect(moved).toBe(anna);
    expect(next).not.toBe(anna);
  });

  it.each([
    [
      'right after',
      async (...messages: (() => Promise<string>)[]) => {
        const rows: string[] = [];
        for (const message of messages) rows.push(await message());
        return rows;
      },
    ],
    ['in the same moment', together],
  ])('are from who announces the number, though nothing was done about that yet: %s', async (_, inOrder) => {
    const other = await write({ phone: p2, bsuid: 'US.X' }, 0);
    const anna = await write({ phone: p1, bsuid: 'US.A' }, 1);

    const [announced, next, later] = await inOrder(
      () => write({ phone: p1 }, 10, { becomes: { phone: p2 } }),
      () => write({ phone: p2 }, 11),
      () => write({ phone: p2, bsuid: 'US.A2' }, 12),
    );

    expect(anna).not.toBe(other);
    expect([announced, next, later]).toEqual([anna, anna, anna]);
  });

  it('are from one person under two spellings of a number', async () => {
    const [first, second] = await together(
      () => write({ phone: longer }, 1),
      () => write({ phone: shorter }, 2),
    );

    expect(second).toBe(first);
  });

  describe('from two people under two spellings of a number, by two processes,', () => {
    /** Neither process saw the other's. */
    const wroteMeanwhile = async (from: Identity, minutes: number, spelling: string): Promise<string> => {
      const id = await write({ ...from, phone: p9 }, minutes);
      const data = { phoneBlindIndex: testSealer().blindIndex('phone', spelling) };
      await stores.database.contact.update({ where: { id }, data });
      return id;
    };

    it('are the number of whoever took it last', async () => {
      const anna = await write({ phone: shorter, bsuid: 'BR.A' }, 3);
      const ben = await wroteMeanwhile({ bsuid: 'BR.B' }, 10, longer);

      expect(await write({ phone: shorter }, 12)).toBe(ben);
      expect(await write({ phone: longer }, 13)).toBe(ben);
      expect(await write({ phone: longer }, 5)).toBe(anna);
      expect(await write({ phone: longer, bsuid: 'BR.A' }, 6)).toBe(anna);
      expect(await write({ phone: shorter }, 14)).toBe(ben);
    });

    it('do not keep an older message of the first from being recorded', async () => {
      const anna = await write({ phone: p1, bsuid: 'BR.A' }, 6);
      await write({ phone: shorter, bsuid: 'BR.A' }, 8);
      await wroteMeanwhile({}, 10, longer);

      expect(await write({ phone: longer, bsuid: 'BR.A' }, 5)).toBe(anna);
    });
  });

  it.each<[string, Identity]>([
    ['number', { phone: p1 }],
    ['user id', { bsuid: 'US.A' }],
  ])('as somebody else takes the %s are not from who had it before', async (_, from) => {
    const anna = await write({ phone: p1, bsuid: 'US.A' }, 0);
    let writing: Promise<string> | undefined;
    await stores.database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM contact FOR UPDATE`;
      writing = write(from, 11, { by: elsewhere });
      await waitUntil('it waits', async () => {
        const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return (await testDatabase.query(waiting)).length > 0;
      });
      await tx.contact.update({
        where: { id: anna },
        data: { phoneBlindIndex: null, bsuidBlindIndex: null },
      });
    }, untilEnded);

    expect(await writing).not.toBe(anna);
  });
});
