import { Worker } from 'bullmq';
import pg from 'pg';

import { createTestDatabase, type TestDatabase, waitUntil } from '#testing';

import { wish, WishApp, wishQueue } from '../test/wish-app.ts';
import { CompletedJobs } from './completed-jobs.ts';
import { QueueConnection } from './queue-connection.ts';

describe('a queue in PostgreSQL', () => {
  let database: TestDatabase;
  let app: WishApp;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await app.queue.obliterate({ force: true });
    await app.close();
    await database.drop();
  });

  const open = (consume: boolean): Promise<WishApp> =>
    WishApp.open({ databaseUrl: database.url, queuePrefix: 'test' }, { consume });

  it('keeps completed jobs of the last hour alone, where that is asked for', async () => {
    app = await open(false);
    await database.query(`
      INSERT INTO bullmq.job (queue, id, seq, name, state, added_at_ms, finished_at_ms)
      SELECT queue, age, nextval('bullmq.job_seq'), 'wish', 'completed', 1, (extract(epoch FROM now() - age::interval) * 1000)::bigint
      FROM unnest(ARRAY['2 hours', '1 minute']) AS age, unnest(ARRAY['wish', 'other']) AS queue`);
    const pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=bullmq' });
    const errors: unknown[] = [];
    const completed = new CompletedJobs(pool, 'wish', (error) => errors.push(error));

    completed.keepOnly({ age: 3_600 });
    // It waits for what was asked of it.
    await pool.end();

    expect(errors).toEqual([]);
    expect(await database.query('SELECT queue, id FROM bullmq.job ORDER BY queue, id')).toEqual([
      { queue: 'other', id: '1 minute' },
      { queue: 'other', id: '2 hours' },
      { queue: 'wish', id: '1 minute' },
    ]);
  });

  describe('whose old jobs somebody is removing', () => {
    let letGo: () => Promise<void>;

    afterEach(() => letGo());

    it('lets no job wait for that to be acknowledged, and keeps the newest', async () => {
      app = await open(true);
      await database.query(`
        INSERT INTO bullmq.job (queue, id, seq, name, state, added_at_ms, finished_at_ms)
        SELECT 'wish', 'old-' || n, nextval('bullmq.job_seq'), 'wish', 'completed', n, n
        FROM generate_series(1, 150) AS n`);
      letGo = await database.hold(`SELECT FROM bullmq.job WHERE state = 'completed' FOR UPDATE`);

      await app.producer.enqueue(wish());

      await waitUntil('it is done', async () => (await app.queue.getCompletedCount()) === 151);
      await letGo();
      await waitUntil('old ones are removed', async () => {
        await app.producer.enqueue(wish());
        return !(await app.queue.getJob('old-1'));
      });
      expect(await app.queue.getJob('old-150')).toBeDefined();
      expect(await app.queue.getCompletedCount()).toBeGreaterThanOrEqual(100);
    });
  });

  describe('whose jobs are locked by somebody else in another order', () => {
    let worker: Worker;
    let other: pg.Client;

    beforeEach(async () => {
      app = await open(false);
      const options = app.nest.get(QueueConnection, { strict: false }).optionsFor(wishQueue.name);
      worker = new Worker(wishQueue.name, null, options);
      other = new pg.Client({ connectionString: database.url });
      await other.connect();
    });
    afterEach(async () => {
      await other.end();
      await worker.close();
    });

    it('renews the locks all the same', async () => {
      await database.query(`
        INSERT INTO bullmq.job (queue, id, seq, name, state, added_at_ms, lock_token, locked_until_ms)
        SELECT 'wish', id, nextval('bullmq.job_seq'), 'wish', 'active', 1, 'token', 1
        FROM unnest(ARRAY['first', 'second']) AS id`);
      const lock = (id: string): Promise<unknown> =>
        other.query('SELECT FROM bullmq.job WHERE id = $1 FOR UPDATE', [id]);
      // It is not the one to give way.
      await other.query(`BEGIN; SET LOCAL deadlock_timeout = '10s'`);
      await lock('second');

      const renewal = worker.extendJobLocks(['first', 'second'], ['token', 'token'], 60_000);
      const renewed = renewal.catch(String);
      await waitUntil('the renewal waits', async () => {
        const [waiting] = await database.query(
          `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
        );
        return waiting;
      });
      // On a machine that stood still it gives way after all.
      await lock('first').catch(() => undefined);
      await other.query('ROLLBACK');

      expect(await renewed).toEqual([]);
      expect(await database.query('SELECT FROM bullmq.job WHERE locked_until_ms > 1')).toHaveLength(2);
    });
  });
});
