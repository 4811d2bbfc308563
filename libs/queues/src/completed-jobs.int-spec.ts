import { createTestDatabase, type TestDatabase, waitUntil } from '#testing';

import { wish, WishApp } from '../test/wish-app.ts';

describe('jobs in PostgreSQL that completed', () => {
  let database: TestDatabase;
  let app: WishApp;
  let letGo: () => Promise<void>;

  beforeEach(async () => {
    database = await createTestDatabase();
    app = await WishApp.open({ databaseUrl: database.url, queuePrefix: 'test' });
  });
  afterEach(async () => {
    await letGo();
    await app.queue.obliterate({ force: true });
    await app.close();
    await database.drop();
  });

  it('are removed but for the newest, and no job waits for that to be acknowledged', async () => {
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
