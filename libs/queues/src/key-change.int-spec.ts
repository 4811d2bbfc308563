import { getQueueToken } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { INestApplication } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { z } from 'zod';

import { GateModule, loadConfig, Sealer, SealingModule, sealingSettings } from '#platform';
import { createTestDatabase, keySettings, queueBackends, type TestDatabase, waitUntil } from '#testing';

import { patientLimits } from '../test/wish-app.ts';
import {
  consumer,
  type Handler,
  PermanentJobError,
  type QueueDefinition,
  QueueDependency,
  QueuesModule,
} from './index.ts';
import { encodeJob, type JobData } from './payload-codec.ts';
import { QueueProducer, producerToken } from './queue-producer.ts';

const noteSchema = z.object({ id: z.string() });
type Note = z.infer<typeof noteSchema>;

const noteQueue: QueueDefinition<Note> = {
  name: 'note',
  payload: noteSchema,
  sealed: true,
  batched: true,
  jobId: ({ id }) => `n-${id}`,
  options: {
    attempts: 1,
    backoff: { type: 'fixed', delay: 20 },
    removeOnComplete: { count: 100 },
    removeOnFail: false,
  },
};
const worker = { concurrency: 5, lockDurationMs: 60_000, stalledIntervalMs: 1_000, maxStalledCount: 5 };
const otherLookupKey = { LOOKUP_KEY: Buffer.alloc(32, 1).toString('base64') };

/** Records payloads; first opens what the test says, as a store opens a row. */
@Injectable()
class NoteHandler implements Handler<Note> {
  readonly came: string[] = [];
  row?: { of: string; sealed: string };
  /** What can not be done, and what must be opened to say so. */
  doomed?: { of: string; sealed: string };

  constructor(private readonly sealer: Sealer) {}

  async handle({ id }: Note): Promise<void> {
    if (this.doomed?.of === id) throw new PermanentJobError('impossible');
    if (this.row?.of === id) this.sealer.open(this.row.sealed);
    await Promise.resolve(this.came.push(id));
  }

  async onExhausted(): Promise<void> {
    await Promise.resolve(this.doomed && this.sealer.open(this.doomed.sealed));
  }
}

describe.each(queueBackends)('a job and the keys of its consumer, queues in $name', (backend) => {
  let database: TestDatabase;
  let place: ReturnType<typeof backend.config>;
  let queue: Queue<JobData>;
  let producer: QueueProducer<Note>;
  const open = new Set<INestApplication>();

  beforeEach(async () => {
    database = await createTestDatabase();
    place = backend.config(database.url);
  });
  afterEach(async () => {
    await queue.obliterate({ force: true });
    for (const app of open) await close(app);
    await database.drop();
  });

  /** A process with these keys that produces or consumes. */
  async function start(keys: NodeJS.ProcessEnv, role: 'produces' | 'consumes'): Promise<INestApplication> {
    class TestModule {}
    const app = await NestFactory.create(
      {
        module: TestModule,
        imports: [
          SealingModule.with(loadConfig(sealingSettings, keys)),
          QueuesModule.with(
            place,
            { produces: [noteQueue], consumes: role === 'consumes' ? [noteQueue] : [] },
            patientLimits,
          ),
          GateModule.over(QueueDependency),
        ],
        providers: [NoteHandler, ...(role === 'consumes' ? [consumer(noteQueue, NoteHandler, worker)] : [])],
      },
      { logger: false },
    );
    await app.init();
    open.add(app);
    if (role === 'produces') {
      producer = app.get<QueueProducer<Note>>(producerToken(noteQueue), { strict: false });
      queue = app.get<Queue<JobData>>(getQueueToken(noteQueue.name), { strict: false });
    }
    return app;
  }

  async function close(app: INestApplication): Promise<void> {
    open.delete(app);
    await app.close();
  }

  function setAside(count = 1): Promise<Job<JobData>[]> {
    return waitUntil('it is set aside', async () => {
      const jobs = await queue.getDelayed();
      return jobs.length === count && jobs;
    });
  }

  async function flowsOn(jobs: Job<JobData>[], keys: NodeJS.ProcessEnv): Promise<string[]> {
    const handler = (await start(keys, 'consumes')).get(NoteHandler);
    await Promise.all(jobs.map((job) => job.promote()));
    await waitUntil('it is done', async () => {
      const { waiting, delayed, active } = await queue.getJobCounts('waiting', 'delayed', 'active');
      return waiting === 0 && delayed === 0 && active === 0 && handler.came.length > 0;
    });
    return handler.came.toSorted();
  }

  it('is handled when the key that sealed it is any of theirs', async () => {
    await start(keySettings('old'), 'produces');
    const handler = (await start(keySettings('new', 'old'), 'consumes')).get(NoteHandler);

    await producer.enqueue({ id: 'one' });

    await waitUntil('it came', () => handler.came.length === 1);
  });

  it.each([
    ['whose sealing key they do not have', keySettings('new', 'old'), keySettings('old')],
    [
      'with blind indexes of another look-up key',
      keySettings('old'),
      { ...keySettings('old'), ...otherLookupKey },
    ],
  ])('%s waits without losing its only attempt, and flows on', async (_, producing, consuming) => {
    await start(producing, 'produces');
    const wrong = await start(consuming, 'consumes');

    await producer.enqueue({ id: 'one' });

    const [job] = await setAside();
    expect(job?.attemptsMade).toBe(0);
    expect(wrong.get(NoteHandler).came).toEqual([]);
    await close(wrong);
    expect(await flowsOn([job!], producing)).toEqual(['one']);
    expect(await queue.getFailedCount()).toBe(0);
  });

  it('of many payloads waits whole, and flows on', async () => {
    const ids = Array.from({ length: 12 }, (_, at) => `n${at}`);
    await start(keySettings('new', 'old'), 'produces');
    const wrong = await start(keySettings('old'), 'consumes');

    await producer.enqueue(...ids.map((id) => ({ id })));

    const jobs = await setAside();
    await close(wrong);
    expect(await flowsOn(jobs, keySettings('new', 'old'))).toEqual(ids.toSorted());
  });

  it.each([1, 12])(
    'waits when its handler meets a row that their keys do not open (%s payloads)',
    async (count) => {
      const ids = Array.from({ length: count }, (_, at) => `n${at}`);
      await start(keySettings('old'), 'produces');
      const wrong = await start(keySettings('old'), 'consumes');
      const handler = wrong.get(NoteHandler);
      const newer = new Sealer(loadConfig(sealingSettings, keySettings('new', 'old')));
      handler.row = { of: 'n0', sealed: newer.seal('milk') };

      await producer.enqueue(...ids.map((id) => ({ id })));

      const jobs = await setAside();
      expect(jobs[0]?.attemptsMade).toBe(0);
      expect(handler.came.toSorted()).toEqual(ids.slice(1).toSorted());
      await close(wrong);
      expect(await flowsOn(jobs, keySettings('new', 'old'))).toEqual(['n0']);
    },
  );

  it.each([
    ['whose sealing key they do not have', keySettings('new')],
    ['with blind indexes of another look-up key', { ...keySettings('old'), ...otherLookupKey }],
  ])('%s fails visibly once it was set aside for a week', async (_, producing) => {
    const sealer = new Sealer(loadConfig(sealingSettings, producing));
    await start(producing, 'produces');
    await start(keySettings('old'), 'consumes');
    const add = (id: string, ageDays: number): Promise<unknown> =>
      queue.add('note', encodeJob(noteQueue, { id }, sealer), {
        jobId: `n-${id}`,
        timestamp: Date.now() - ageDays * 24 * 3_600_000,
      });

    await add('younger', 6.9);
    await add('older', 7.1);

    const [failed] = await waitUntil('one failed', async () => {
      const jobs = await queue.getFailed();
      return jobs.length > 0 && jobs;
    });
    expect(failed).toMatchObject({ id: 'n-older', failedReason: expect.stringMatching(/KEY/) });
    expect((await setAside()).map(({ id }) => id)).toEqual(['n-younger']);
  });

  it('fails at once when it is damaged: no key will ever open it', async () => {
    await start(keySettings('old'), 'produces');
    await start(keySettings('old'), 'consumes');

    await queue.add(
      'note',
      { sealed: `old.${Buffer.alloc(60).toString('base64url')}` },
      { jobId: 'damaged' },
    );

    await waitUntil('it failed', async () => (await queue.getFailedCount()) === 1);
  });

  it('of an older version, without a fingerprint, is handled', async () => {
    const sealer = new Sealer(loadConfig(sealingSettings, keySettings('old')));
    await start(keySettings('old'), 'produces');
    const handler = (await start(keySettings('old'), 'consumes')).get(NoteHandler);

    await queue.add(
      'note',
      { sealed: sealer.seal(JSON.stringify({ id: 'earlier' })) },
      { jobId: 'n-earlier' },
    );

    await waitUntil('it came', () => handler.came.length === 1);
    expect(handler.came).toEqual(['earlier']);
  });
});
