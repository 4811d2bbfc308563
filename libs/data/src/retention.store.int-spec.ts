import { createTestDatabase, newWamid, type TestDatabase, testSealer, waitUntil } from '#testing';

import { openStores, type TestStores, untilEnded } from '../test/test-stores.ts';
import { DeadLetterStore } from './dead-letter.store.ts';
import { countMessages } from './message-counts.ts';
import { OutboundStatusStore } from './outbound-status.store.ts';
import { OwnDataStore } from './own-data.store.ts';
import { RetentionStore } from './retention.store.ts';

const days = 30;
const words = 'call mom about the secret';
const actor = 'somebody';

describe('what people wrote and were told', () => {
  let testDatabase: TestDatabase;
  let stores: TestStores;
  let retention: RetentionStore;
  let letters: DeadLetterStore;
  let contactId: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    stores = openStores(testDatabase.url);
    retention = new RetentionStore(stores.database);
    letters = new DeadLetterStore(stores.database);
  });
  beforeEach(async () => {
    await testDatabase.query('TRUNCATE contact, retained_message, audit_entry CASCADE');
    await testDatabase.query(`UPDATE retention_sweep SET up_to = '00000000-0000-0000-0000-000000000000'`);
    contactId = (await stores.contacts.resolve({ phone: '16505551234' })).id;
  });
  afterAll(async () => {
    await stores.close();
    await testDatabase.drop();
  });

  /** In whose id is the time of so many days ago. */
  const idOf = async (daysAgo: number): Promise<string> => {
    const [row] = await testDatabase.query<{ id: string }>(
      `SELECT lpad(to_hex((extract(epoch FROM now() - $1 * interval '1 day') * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14) AS id`,
      [daysAgo],
    );
    return row!.id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };

  /** A message that came so many days ago, and its answer. @returns their ids */
  async function exchange(daysAgo: number, answer = `status = 'delivered'`): Promise<[string, string]> {
    const { database, inbound, results } = stores;
    const [received, sent] = [await idOf(daysAgo), await idOf(daysAgo)];
    const { id } = await inbound.record({
      wamid: newWamid(),
      from: { phone: '16505551234' },
      kind: 'audio',
      sentAt: new Date(),
      text: words,
      raw: JSON.stringify({ words }),
      reading: JSON.stringify({ words }),
    });
    const { answers } = await database.transaction((tx) =>
      results.finish(tx, [{ id, contactId, outcome: 'acted', reply: words }]),
    );
    await testDatabase.query("UPDATE inbound_message SET id = $2, question_sealed = 'x' WHERE id = $1", [
      id,
      received,
    ]);
    await testDatabase.query(
      `UPDATE outbound_message SET id = $2, choices_sealed = 'x', parts_sealed = 'x', fallback_sealed = 'x', ${answer} WHERE id = $1`,
      [[...answers.values()][0], sent],
    );
    return [received, sent];
  }

  async function sweep(): Promise<number> {
    let emptied = 0;
    for (const direction of ['inbound', 'outbound'] as const) {
      for (;;) {
        const batch = await retention.emptyNext(direction, days);
        emptied += batch.emptied;
        if (!batch.isMore) break;
      }
      emptied += (await retention.emptyRetained(direction)).emptied;
    }
    return emptied;
  }

  const sealed = async (): Promise<string[]> => {
    const rows = await testDatabase.query<{ id: string }>(`
      SELECT id FROM inbound_message WHERE num_nonnulls(body_sealed, raw_sealed, reading_sealed, becomes_sealed, question_sealed) > 0
      UNION SELECT id FROM outbound_message WHERE body_sealed <> '' OR num_nonnulls(parts_sealed, choices_sealed, fallback_sealed) > 0
      ORDER BY id`);
    return rows.map(({ id }) => id);
  };

  it('is removed when its time is over, and the messages stay', async () => {
    await exchange(days + 1);
    const young = await exchange(days - 1);
    const counts = await countMessages(stores.database);

    expect(await sweep()).toBe(2);

    expect(await sealed()).toEqual(young.toSorted());
    expect(await countMessages(stores.database)).toEqual(counts);
    expect(await sweep()).toBe(0);
  });

  it.each([
    ['waits to be sent', `status = 'queued'`],
    ['is being sent', `status = 'sending', sending_since = now()`],
    ['waits for its person to write', `status = 'queued', parked_at = now()`],
    ['failed for good and can be replayed', `status = 'failed', failed_at = now()`],
  ])('stays while an answer %s, and no longer', async (_what, answer) => {
    const [, sent] = await exchange(days + 1, answer);
    await sweep();
    expect(await sealed()).toEqual([sent]);
    await exchange(days + 1);
    await sweep();
    expect(await sealed()).toEqual([sent]);

    await testDatabase.query(
      `UPDATE outbound_message SET status = 'delivered', parked_at = NULL WHERE id = $1`,
      [sent],
    );

    expect(await sweep()).toBe(1);
    expect(await sealed()).toEqual([]);
    expect(await testDatabase.query('SELECT FROM retained_message')).toEqual([]);
  });

  it('stays while it is not handled', async () => {
    const [received] = await exchange(days + 1);
    await testDatabase.query('UPDATE inbound_message SET handled_at = NULL');
    await sweep();
    expect(await sealed()).toEqual([received]);

    await testDatabase.query('UPDATE inbound_message SET handled_at = now()');

    expect(await sweep()).toBe(1);
  });

  it('is forgotten as still needed when its person was erased', async () => {
    await exchange(days + 1, `status = 'queued'`);
    await sweep();
    await testDatabase.query('DELETE FROM contact');

    await sweep();

    expect(await testDatabase.query('SELECT FROM retained_message')).toEqual([]);
  });

  it('is removed once, and wholly, by several processes at once, around one who has a message in hand', async () => {
    const [, held] = await exchange(days + 2);
    await testDatabase.query(`
      INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, body_sealed, sent_at, handled_at)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, (SELECT id FROM contact), 'old ' || n, '', 'text', 'x', now(), now()
      FROM generate_series(1, 1200) n`);
    const processes = [retention, new RetentionStore(stores.database), new RetentionStore(stores.database)];

    const emptied = await stores.database.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT FROM outbound_message WHERE id = ${held}::uuid FOR UPDATE`;
      const counts = await Promise.all(
        processes.map(async (one) => {
          let count = 0;
          for (let batch = 0; batch < 5; batch++) count += (await one.emptyNext('inbound', days)).emptied;
          return count + (await one.emptyNext('outbound', days)).emptied;
        }),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    }, untilEnded);

    expect(emptied + (await sweep())).toBe(1_202);
    expect(await sealed()).toEqual([]);
  });

  it('is looked for without reading a whole table', async () => {
    await testDatabase.query(`
      INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, sent_at, handled_at)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, (SELECT id FROM contact), 'old ' || n, '', 'text', now(), now()
      FROM generate_series(1, 20000) n`);
    await testDatabase.query('ANALYZE inbound_message');
    await sweep();
    await stores.close();
    const before = await rowsRead();

    const again = openStores(testDatabase.url);
    const later = new RetentionStore(again.database);
    for (let look = 0; look < 5; look++) {
      expect(await later.emptyNext('inbound', days)).toEqual({ emptied: 0, isMore: false });
      await later.emptyRetained('inbound');
      expect(await later.overdueSeconds(days)).toEqual({ inbound: 0, outbound: 0 });
    }

    await again.close();
    expect((await rowsRead()) - before).toBeLessThan(1_000);
    stores = openStores(testDatabase.url);
    retention = new RetentionStore(stores.database);
    letters = new DeadLetterStore(stores.database);
  });

  /** From tables and indexes. Backends report their statistics when they exit, at the latest. */
  async function rowsRead(): Promise<number> {
    await waitUntil('all others are gone', async () => {
      const others =
        'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
      return (await testDatabase.query(others)).length === 0;
    });
    const [row] = await testDatabase.query<{ rows: number }>(
      `SELECT (seq_tup_read + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'inbound_message'))::int AS rows
      FROM pg_stat_user_tables WHERE relname = 'inbound_message'`,
    );
    return row?.rows ?? Infinity;
  }

  it('is overdue where nobody has looked for days', async () => {
    await exchange(days - 1);
    expect(await retention.overdueSeconds(days)).toEqual({ inbound: 0, outbound: 0 });
    const [received] = await exchange(days + 4.5);
    await testDatabase.query('DELETE FROM inbound_message WHERE id = $1', [received]);
    await exchange(days + 1.5);
    const overdue = await retention.overdueSeconds(days);
    expect([overdue.inbound / 86_400, overdue.outbound / 86_400]).toEqual([
      expect.closeTo(1.5, 1),
      expect.closeTo(4.5, 1),
    ]);

    await sweep();

    expect(await retention.overdueSeconds(days)).toEqual({ inbound: 0, outbound: 0 });
  });

  it('stays for good with a time that reaches back beyond 1970, from where the time in an id counts', async () => {
    const [received, sent] = await exchange(400);
    const century = 36_500;

    expect(await retention.overdueSeconds(century)).toEqual({ inbound: 0, outbound: 0 });
    for (const direction of ['inbound', 'outbound'] as const)
      expect(await retention.emptyNext(direction, century)).toEqual({ emptied: 0, isMore: false });

    expect(await sealed()).toEqual([received, sent].toSorted());
  });

  it('goes on with what was needed for a while, as long as some of it is free', async () => {
    const needed = 600;
    await testDatabase.query(`
      INSERT INTO outbound_message (id, contact_id, body_sealed, status, relay_after)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, (SELECT id FROM contact), 'x', 'queued', now()
      FROM generate_series(1, ${needed}) n`);
    await sweep();
    expect(await retention.emptyRetained('outbound')).toEqual({ emptied: 0, isMore: false });

    await testDatabase.query(`UPDATE outbound_message SET status = 'delivered'`);

    const first = await retention.emptyRetained('outbound');
    expect(first.isMore).toBe(true);
    expect(await retention.emptyRetained('outbound')).toEqual({
      emptied: needed - first.emptied,
      isMore: false,
    });
  });

  describe('and is removed', () => {
    it('is not sent again: neither by somebody on call nor because of a late report', async () => {
      const [, sent] = await exchange(days + 1, `status = 'failed', failed_at = now()`);
      await letters.dismiss([sent], actor);
      await sweep();

      expect(await letters.replay([sent], { actor, force: true })).toEqual([
        { id: sent, obstacle: 'emptied' },
      ]);
      await new OutboundStatusStore(stores.database, testSealer()).writeRetry(sent);
      expect(await testDatabase.query('SELECT status FROM outbound_message')).toEqual([{ status: 'failed' }]);
    });

    it('is left out of what its person gets who asks for all their data', async () => {
      await exchange(days + 1);
      await sweep();

      const data = await new OwnDataStore(stores.database, testSealer()).of(contactId);

      expect(data?.messages).toMatchObject([
        { from: 'you', text: undefined, content: undefined, read: undefined },
        { from: 'handsfree', text: undefined },
      ]);
    });
  });
});
