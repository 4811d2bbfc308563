import pg from 'pg';

import { createTestDatabase, newWamid, type TestDatabase, testSealer, waitUntil } from '#testing';

import { openStores, starterOf } from '../test/test-stores.ts';
import { Database } from './database.ts';
import { DueReminderStore } from './due-reminder.store.ts';
import { OutboundStore } from './outbound.store.ts';

const rowsAdded = 5_000;
const tables = ['contact', 'inbound_message', 'outbound_message', 'user_id_change', 'recipient_limit'];

describe('the way of a message', () => {
  let testDatabase: TestDatabase;

  beforeEach(async () => {
    testDatabase = await createTestDatabase();
  });
  afterEach(() => testDatabase.drop());

  /** Rows read by scans of a whole table, and entries of its indexes. Backends report their statistics when they exit, at the latest. */
  async function rowsRead(): Promise<Record<string, { scanned: number; indexed: number }>> {
    await waitUntil('all others are gone', async () => {
      const others =
        'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
      return (await testDatabase.query(others)).length === 0;
    });
    const rows = await testDatabase.query<{ relname: string; scanned: number; indexed: number }>(
      `SELECT relname, seq_tup_read::int AS scanned,
        (SELECT sum(idx_tup_read)::int FROM pg_stat_user_indexes i WHERE i.relid = t.relid) AS indexed
      FROM pg_stat_user_tables t WHERE relname = ANY($1)`,
      [tables],
    );
    return Object.fromEntries(rows.map(({ relname, ...read }) => [relname, read]));
  }

  const fill = async (): Promise<void> => {
    await testDatabase.query(`
      INSERT INTO contact (id, phone_blind_index, updated_at)
      SELECT gen_random_uuid(), 'filler ' || n, now() FROM generate_series(1, ${rowsAdded}) n`);
    await testDatabase.query(`
      INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, sent_at)
      SELECT gen_random_uuid(), id, phone_blind_index, '', 'text', now() FROM contact WHERE phone_blind_index LIKE 'filler%'`);
    await testDatabase.query(`
      INSERT INTO outbound_message (id, contact_id, body_sealed, status, relay_after)
      SELECT gen_random_uuid(), id, '', 'queued', now() FROM contact WHERE phone_blind_index LIKE 'filler%'`);
    await testDatabase.query(`
      INSERT INTO user_id_change (previous_blind_index, current_blind_index, current_sealed, occurred_at)
      SELECT 'filler ' || n, 'filled ' || n, '', now() FROM generate_series(1, ${rowsAdded}) n`);
  };
  /** As autovacuum does by and by. */
  const analyze = (): Promise<unknown> => testDatabase.query(`ANALYZE ${tables.join(', ')}`);

  it.each([
    ['once they are counted', analyze],
    ['before they are', () => Promise.resolve()],
  ])('reads no whole table, nor all that waits in it: %s', async (_, count) => {
    const stores = openStores(testDatabase.url);
    const { database, inbound, turns, results } = stores;
    const outbound = new OutboundStore(database, testSealer());
    const start = starterOf(database);
    let people = 0;
    const answer = async (): Promise<void> => {
      const from = { phone: `1650${++people}`, bsuid: `US.${people}` };
      const message = { wamid: newWamid(), from, kind: 'text', sentAt: new Date(), text: 'hi' };
      const { turn } = await inbound.record(message);
      if (!turn) throw new Error("it is somebody else's turn");
      const { answers } = await database.transaction(async (tx) => {
        await results.hold(tx, [turn]);
        return results.finish(tx, [
          { id: turn.id, contactId: turn.contact.id, outcome: 'acted', reply: 'Hello!', question: '?' },
        ]);
      });
      const [id] = answers.values();
      await start(id ?? '');
      await outbound.markAccepted(id ?? '', newWamid());
      await inbound.record(message);
      await turns.claimNext(turn.contact.id, { patienceMs: 1_000, sinceOutageMs: Infinity });
    };
    // One after another, so on one connection; after some runs PostgreSQL keeps its plan.
    for (let run = 0; run < 10; run++) await answer();
    await fill();
    await count();

    for (let run = 0; run < 10; run++) await answer();

    await stores.close();
    const read = await rowsRead();
    // Filling the tables reads the people twice, and looks each up twice.
    for (const table of tables) expect([table, read[table]!.scanned < 3 * rowsAdded]).toEqual([table, true]);
    for (const table of ['inbound_message', 'outbound_message', 'user_id_change']) {
      expect([table, read[table]!.indexed < rowsAdded]).toEqual([table, true]);
    }
  });
});

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** @returns the nodes of the plans that PostgreSQL keeps, for whatever values, of the statements with which `work` reads; it gets no rows */
async function plansOf(url: string, work: (client: Database) => Promise<unknown>): Promise<PlanNode[]> {
  const database = new Database(url);
  const statements: string[] = [];
  const noting = database.$extends({
    query: {
      $queryRaw: ({ args: { text } }) => {
        statements.push(text);
        return Promise.resolve([]);
      },
    },
  });
  // Without values, a statement is only explained outside the protocol that Prisma speaks. The options are those of `Database`.
  const explainer = new pg.Client({
    connectionString: url,
    options: '-c enable_seqscan=off -c jit=off',
  });
  await explainer.connect();
  try {
    await work(noting as unknown as Database);
    const nodes: PlanNode[] = [];
    for (const statement of statements) {
      const explain = `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${statement}`;
      const { rows } = await explainer.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(explain);
      nodes.push(...nodesOf(rows[0]!['QUERY PLAN'][0].Plan));
    }
    return nodes;
  } finally {
    await explainer.end();
    await database.$disconnect();
  }
}

describe('the look for what should have left', () => {
  let testDatabase: TestDatabase;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    await testDatabase.query(
      `INSERT INTO contact (id, phone_blind_index, updated_at) VALUES (gen_random_uuid(), 'one', now());
      INSERT INTO outbound_message (id, contact_id, body_sealed, status, relay_after)
        SELECT gen_random_uuid(), id, '', status::outbound_status, now() - n * interval '1 second'
        FROM contact, generate_series(1, ${rowsAdded}) n, unnest('{queued,read,read,read}'::text[]) status;
      ANALYZE outbound_message`,
    );
  });
  afterAll(() => testDatabase.drop());

  it('reads an index in its order, however many wait and have left', async () => {
    const nodes = await plansOf(testDatabase.url, (client) =>
      new OutboundStore(client, testSealer()).takeOverdue(500),
    );

    expect(nodes.map((node) => node['Index Name'])).toContain('outbound_message_overdue_idx');
    expect(nodes.map((node) => node['Node Type'])).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/Sort|Seq Scan/)]),
    );
  });
});

describe('the look for what rings anew', () => {
  let testDatabase: TestDatabase;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    await testDatabase.query(
      `INSERT INTO contact (id, phone_blind_index, updated_at) VALUES (gen_random_uuid(), 'one', now());
      INSERT INTO reminder (id, contact_id, title_sealed, due_at, fired_at)
        SELECT gen_random_uuid(), id, 'test.', now(), now() FROM contact, generate_series(1, ${rowsAdded});
      INSERT INTO outbound_message (id, contact_id, body_sealed, status, reminder_id)
        SELECT gen_random_uuid(), contact_id, '', 'read', id FROM reminder;
      ANALYZE;
      -- As after the migration that adds the column: nothing is known of it.
      DELETE FROM pg_statistic WHERE starelid = 'reminder'::regclass AND staattnum = (
        SELECT attnum FROM pg_attribute WHERE attrelid = 'reminder'::regclass AND attname = 'withdrawn_at'
      )`,
    );
  });
  afterAll(() => testDatabase.drop());

  it('looks its messages up, however many it expects to find', async () => {
    const nodes = await plansOf(testDatabase.url, (client) =>
      new DueReminderStore(testSealer()).take(client, 500),
    );

    expect(nodes.map((node) => node['Index Name'])).toContain('reminder_anew');
    const messages = nodes.filter((node) => node['Relation Name'] === 'outbound_message');
    expect(messages).toEqual([expect.objectContaining({ 'Index Cond': expect.any(String) })]);
  });
});
