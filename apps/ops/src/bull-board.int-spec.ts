import type { INestApplication } from '@nestjs/common';
import type { Queue } from 'bullmq';

import { createTestDatabase, queueBackends, type TestDatabase } from '#testing';

import { failJob } from '../test/fail-job.ts';
import { startOps } from '../test/start-ops.ts';

const opsToken = 'the-token-of-the-operator';
const readToken = 'the-token-of-a-reader';

describe.each(queueBackends)('Bull Board, with queues in $name', (backend) => {
  let database: TestDatabase;
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await startOps(backend.config(database.url), { OPS_TOKEN: opsToken, OPS_READ_TOKEN: readToken });
    url = await app.getUrl();
  });
  beforeEach(() => database.query('TRUNCATE audit_entry'));
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const ask = (path: string, { token, ...init }: RequestInit & { token: string }): Promise<Response> =>
    fetch(url + path, { redirect: 'manual', ...init, headers: { authorization: `Bearer ${token}` } });
  const audit = (): Promise<{ act: string; detail: unknown }[]> =>
    database.query('SELECT act, detail FROM audit_entry ORDER BY at, id');

  let queue: Queue;

  beforeEach(async () => {
    queue = app.get<Queue>('BullQueue_intent', { strict: false });
    await queue.add('one', { sealed: 'k1.secret-words' }, { jobId: 'm-1' });
  });
  afterEach(() => queue.obliterate({ force: true }));

  it('shows jobs, and nothing of what is in them', async () => {
    for (const path of [
      '/queues/api/queues?activeQueue=intent&status=waiting',
      '/queues/api/queues/intent/m-1',
    ]) {
      const text = await (await ask(path, { token: readToken })).text();

      expect(text).toContain('"content":"sealed"');
      expect(text).not.toContain('secret-words');
    }
    expect((await ask('/queues/api/queues/intent/m-1/flow', { token: opsToken })).status).toBe(403);
  });

  it('shows why a job failed, and nobody in it', async () => {
    const reason = `no reply to +16505551234: Unexpected token 'S', "{"name":"Sheena"... is not valid JSON`;
    await failJob(queue, backend.config(database.url), reason);
    await (await queue.getJob('m-1'))?.log('asked wamid.HBgLMTY1MDU1NTEyMzQ=');

    const paths = ['?activeQueue=intent&status=failed', '/intent/m-1', '/intent/m-1/logs'];
    const texts = await Promise.all(
      paths.map(async (path) => (await ask(`/queues/api/queues${path}`, { token: readToken })).text()),
    );

    for (const name of ['6505551234', 'Sheena', 'HBgL']) expect(texts.join('')).not.toContain(name);
    expect(texts[0]).toContain('no reply to +***: Unexpected token');
    expect(texts[1]).toContain('no reply to +***: Unexpected token');
    expect(texts[2]).toBe('["asked ***"]');
  });

  it('lets an operator act, within bounds, and writes it down', async () => {
    const put = async (path: string): Promise<number> =>
      (await ask(`/queues/api/queues/intent${path}`, { method: 'PUT', token: opsToken })).status;

    expect(await put('/pause')).toBe(200);
    expect(await put('/resume')).toBe(200);
    expect([await put('/empty'), await put('/obliterate'), await put('/m-1/clean')]).toEqual([403, 403, 403]);
    expect(await audit()).toMatchObject([
      { act: 'board', detail: { name: 'intent', what: 'pause' } },
      { act: 'board', detail: { name: 'intent', what: 'resume' } },
    ]);
  });

  it('counts jobs without looking at each, and says so', async () => {
    const isBounded = backend.name === 'PostgreSQL';
    const [bound, jobs] = [10_000, 10_050];
    if (isBounded) {
      await database.query(
        `INSERT INTO bullmq.job SELECT (jsonb_populate_record(job, jsonb_build_object('id', 'c-' || n, 'seq', -n))).*
        FROM bullmq.job, generate_series(1, $1::int) n`,
        [jobs - 1],
      );
    } else {
      await queue.addBulk(Array.from({ length: jobs - 1 }, () => ({ name: 'one', data: {} })));
    }

    const page = await (await ask('/queues', { token: readToken })).text();
    const response = await ask('/queues/api/queues', { token: readToken });
    const { queues } = (await response.json()) as {
      queues: { name: string; counts: Record<string, number> }[];
    };

    expect(queues.find(({ name }) => name === 'intent')?.counts).toMatchObject({
      waiting: isBounded ? bound : jobs,
      failed: 0,
    });
    expect(page.includes('counted up to 10,000')).toBe(isBounded);
  });

  it('shows a hundred jobs at once, whatever is asked for', async () => {
    await queue.addBulk(Array.from({ length: 120 }, (_, n) => ({ name: 'one', data: { n } })));
    const shown = async (parameters: string): Promise<unknown[]> => {
      const response = await ask(`/queues/api/queues?activeQueue=intent&status=waiting&${parameters}`, {
        token: readToken,
      });
      const { queues } = (await response.json()) as { queues: { name: string; jobs: unknown[] }[] };
      return queues.find(({ name }) => name === 'intent')!.jobs;
    };

    expect(await shown('jobsPerPage=1000000')).toHaveLength(100);
    expect(await shown('jobsPerPage=50&page=3')).toHaveLength(21);
    expect(await shown('jobsPerPage=1000000&page=1000000')).toEqual([]);
  });

  it('is a page that loads nothing from other sites', async () => {
    const response = await ask('/queues', { token: readToken });

    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'/,
    );
    expect(await response.text()).toContain('Handsfree queues');
  });
});
