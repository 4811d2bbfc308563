import { randomUUID } from 'node:crypto';

import { getQueueToken } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Queue } from 'bullmq';
import { z } from 'zod';

import { HealthModule, loadConfig, Sealer, SealingModule, sealingSettings } from '#platform';
import { createTestDatabase, queueBackends, type TestDatabase, testAccount, waitUntil } from '#testing';

import { PermanentJobError, DelayJobError, RateLimitedError } from './job-errors.ts';
import type { JobData } from './payload-codec.ts';
import { consumer, type Handler, QueueDependency, type QueueDefinition, QueuesModule } from './index.ts';
import { QueueProducer, producerToken } from './queue-producer.ts';
import type { QueueState } from './queue-health.ts';

const wishSchema = z.object({ id: z.string(), words: z.string() });
type Wish = z.infer<typeof wishSchema>;

const wishQueue: QueueDefinition<Wish> = {
  name: 'wish',
  payload: wishSchema,
  sealed: true,
  shared: true,
  jobId: ({ id }) => `w-${id}`,
  options: {
    attempts: 3,
    backoff: { type: 'fixed', delay: 20 },
    removeOnComplete: { count: 10 },
    removeOnFail: false,
  },
};

/** Does with each wish what the test says; remembers what came. */
@Injectable()
class WishHandler implements Handler<Wish> {
  readonly came: Wish[] = [];
  readonly exhausted: string[] = [];
  behave: (wish: Wish, time: number) => Promise<void> | void = () => undefined;

  async handle(wish: Wish): Promise<void> {
    this.came.push(wish);
    await this.behave(wish, this.came.filter(({ id }) => id === wish.id).length);
  }

  onExhausted(wish: Wish, error: Error): Promise<void> {
    this.exhausted.push(`${wish.id}: ${error.message}`);
    return Promise.resolve();
  }
}

const worker = { concurrency: 5, lockDurationMs: 2_000, stalledIntervalMs: 1_000, maxStalledCount: 5 };

describe.each(queueBackends)('a queue on $name', (backend) => {
  let database: TestDatabase;
  let app: NestExpressApplication;
  let producer: QueueProducer<Wish>;
  let handler: WishHandler;
  let queue: Queue<JobData>;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  async function open(consume: boolean): Promise<void> {
    class TestModule {}
    app = await NestFactory.create<NestExpressApplication>(
      {
        module: TestModule,
        imports: [
          SealingModule.with(loadConfig(sealingSettings, testAccount.keys)),
          QueuesModule.with(backend.config(database.url), {
            produces: [wishQueue],
            consumes: consume ? [wishQueue] : [],
          }),
          HealthModule.needing(QueueDependency),
        ],
        providers: [WishHandler, ...(consume ? [consumer(wishQueue, WishHandler, worker)] : [])],
      },
      { logger: false },
    );
    await app.listen(0, '127.0.0.1');
    producer = app.get<QueueProducer<Wish>>(producerToken(wishQueue), { strict: false });
    queue = app.get<Queue<JobData>>(getQueueToken(wishQueue.name), { strict: false });
    handler = app.get(WishHandler);
  }

  afterEach(async () => {
    await queue.obliterate({ force: true });
    await app.close();
  });

  const wish = (words = 'a quiet day'): Wish => ({ id: randomUUID(), words });

  it('hands each payload to the handler once', async () => {
    await open(true);
    const wishes = [wish(), wish(), wish()];

    await producer.enqueue(...wishes);

    await waitUntil('all came', () => handler.came.length === 3);
    expect(handler.came).toEqual(expect.arrayContaining(wishes));
  });

  it('takes the same payload only once, however often it is enqueued', async () => {
    await open(false);
    const same = wish();

    await producer.enqueue(same, same);
    await producer.enqueue(same);

    expect(await queue.getJobCountByTypes('wait')).toBe(1);
  });

  describe('in a busy moment', () => {
    /** More than get a job each. */
    const many = (): Wish[] => Array.from({ length: 50 }, () => wish());

    it('takes everything that comes at once, in fewer jobs', async () => {
      await open(true);
      const wishes = Array.from({ length: 600 }, () => wish());

      await Promise.all([...wishes, ...wishes].map((one) => producer.enqueue(one)));

      await waitUntil('all came', () => new Set(handler.came.map(({ id }) => id)).size === wishes.length);
      const { completed = 0 } = await queue.getJobCounts('completed');
      expect(completed).toBeLessThan(wishes.length / 2);
    });

    it('what fails is tried again by itself, and the others are done once', async () => {
      await open(true);
      const wishes = many();
      const [bad] = wishes;
      handler.behave = ({ id }, time) => {
        if (id === bad?.id && time < 3) throw new Error('not now');
      };

      await producer.enqueue(...wishes);

      await waitUntil('it was tried three times', () => handler.came.length === wishes.length + 2);
      expect(handler.came.filter(({ id }) => id === bad?.id)).toHaveLength(3);
      expect(handler.exhausted).toEqual([]);
    });

    it('what can not be done is given up by itself after one try, and stays visible', async () => {
      await open(true);
      const wishes = many();
      const [bad] = wishes;
      handler.behave = ({ id }) => {
        if (id === bad?.id) throw new PermanentJobError('impossible');
      };

      await producer.enqueue(...wishes);

      await waitUntil('it is given up', async () => (await queue.getFailedCount()) === 1);
      expect(handler.exhausted).toEqual([`${bad?.id}: impossible`]);
      expect(handler.came).toHaveLength(wishes.length);
      expect((await queue.getFailed()).map(({ id }) => id)).toEqual([`w-${bad?.id}`]);
    });

    it('what is postponed comes back by itself', async () => {
      await open(true);
      const wishes = many();
      const [early] = wishes;
      handler.behave = ({ id }, time) => {
        if (id === early?.id && time === 1) throw new DelayJobError(50, 'too early');
      };

      await producer.enqueue(...wishes);

      await waitUntil('it came back', () => handler.came.length === wishes.length + 1);
      expect(handler.came.at(-1)).toEqual(early);
    });

    it('lets the whole queue wait when the other side asks to slow down, and loses nothing', async () => {
      await open(true);
      const wishes = many();
      handler.behave = (_, time) => {
        if (time === 1) throw new RateLimitedError(100, 'too fast');
      };

      await producer.enqueue(...wishes);

      await waitUntil('all came twice', () => handler.came.length === 2 * wishes.length, 10_000);
      expect(handler.exhausted).toEqual([]);
    });

    it('one that this version can not read costs its neighbours nothing', async () => {
      await open(true);
      const sealer = app.get(Sealer, { strict: false });
      const [good, better] = [wish(), wish()];
      const sealed = sealer.seal(JSON.stringify([good, { id: 5 }, better]));

      await queue.add(wishQueue.name, { sealed });

      await waitUntil('the others came and it failed', async () => {
        return handler.came.length === 2 && (await queue.getFailedCount()) === 1;
      });
      expect(handler.came).toEqual([good, better]);
    });

    it('holds nothing that could be read', async () => {
      await open(false);
      await producer.enqueue(...many());

      expect(JSON.stringify(await queue.getJobs(['wait']))).not.toContain('a quiet day');
    });
  });

  it('says no to everyone who waits when the back end is gone, and yes again when it is back', async () => {
    await open(false);
    const write = queue.addBulk.bind(queue);
    queue.addBulk = () => Promise.reject(new Error('gone'));
    const refused = await Promise.allSettled([wish(), wish(), wish()].map((one) => producer.enqueue(one)));
    queue.addBulk = write;

    await producer.enqueue(wish());

    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await queue.getJobCountByTypes('wait')).toBe(1);
  });

  it('holds sealed payloads that only the key opens', async () => {
    await open(false);
    const secret = wish('see the doctor on Friday');
    await producer.enqueue(secret);

    const [job] = await queue.getJobs(['wait']);

    expect(JSON.stringify(job?.asJSON())).not.toContain('doctor');
    const data = job?.data as { sealed: string };
    expect(JSON.parse(app.get(Sealer, { strict: false }).open(data.sealed))).toEqual(secret);
  });

  it('tries again after an error', async () => {
    await open(true);
    handler.behave = (_, time) => {
      if (time < 3) throw new Error('not yet');
    };

    await producer.enqueue(wish());

    await waitUntil('the third time succeeded', async () => (await queue.getCompletedCount()) === 1);
    expect(handler.came).toHaveLength(3);
    expect(handler.exhausted).toEqual([]);
  });

  it('gives up after the last attempt, once, and keeps the job for a person to look at', async () => {
    await open(true);
    const doomed = wish();
    handler.behave = () => {
      throw new Error('never');
    };

    await producer.enqueue(doomed);

    await waitUntil('the job failed', async () => (await queue.getFailedCount()) === 1);
    expect(handler.came).toHaveLength(3);
    expect(handler.exhausted).toEqual([`${doomed.id}: never`]);
  });

  it('gives up at once when trying again can not help', async () => {
    await open(true);
    const doomed = wish();
    handler.behave = () => {
      throw new PermanentJobError('refused');
    };

    await producer.enqueue(doomed);

    await waitUntil('the job failed', async () => (await queue.getFailedCount()) === 1);
    expect(handler.came).toHaveLength(1);
    expect(handler.exhausted).toEqual([`${doomed.id}: refused`]);
  });

  it('brings a postponed job back, any number of times', async () => {
    await open(true);
    handler.behave = (_, time) => {
      if (time <= wishQueue.options.attempts + 1) throw new DelayJobError(20, 'too early');
    };

    await producer.enqueue(wish());

    await waitUntil('it succeeded', async () => (await queue.getCompletedCount()) === 1);
    expect(handler.came).toHaveLength(wishQueue.options.attempts + 2);
    expect(handler.exhausted).toEqual([]);
  });

  it('lets everything wait when the other side asks to slow down, and loses no attempt', async () => {
    await open(true);
    handler.behave = (_, time) => {
      if (time <= wishQueue.options.attempts + 1) throw new RateLimitedError(30, 'slow down');
    };

    await producer.enqueue(wish());

    await waitUntil('it succeeded', async () => (await queue.getCompletedCount()) === 1);
    expect(handler.exhausted).toEqual([]);
  });

  it('fails a job whose payload this version can not read, without its words in the reason', async () => {
    await open(true);
    const sealed = app.get(Sealer, { strict: false }).seal(JSON.stringify({ words: 'see the doctor' }));

    await queue.add('wish', { sealed }, { jobId: 'from-another-version' });

    const [failed] = await waitUntil('the job failed', async () => {
      const jobs = await queue.getFailed();
      return jobs.length > 0 && jobs;
    });
    expect(failed?.failedReason).toContain('id: invalid_type');
    expect(failed?.failedReason).not.toContain('doctor');
    expect(handler.came).toEqual([]);
  });

  it('finishes the work it has before it closes', async () => {
    await open(true);
    let finished = false;
    let begun = false;
    handler.behave = async () => {
      begun = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
      finished = true;
    };
    await producer.enqueue(wish());
    await waitUntil('it began', () => begun);

    await app.close();

    expect(finished).toBe(true);
    await open(false);
  });

  it('tells people on call how it is doing', async () => {
    await open(true);
    await producer.enqueue(wish());
    await waitUntil('it is done', async () => (await queue.getCompletedCount()) === 1);

    const response = await fetch(`${await app.getUrl()}/health/queues`);
    const { queues } = (await response.json()) as { queues: QueueState[] };

    expect(response.status).toBe(200);
    expect(queues).toEqual([
      {
        name: 'wish',
        waiting: 0,
        active: 0,
        delayed: 0,
        failed: 0,
        oldestWaitingSeconds: null,
        lastCompletedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        workers: 1,
        status: 'ok',
      },
    ]);
  });

  it('is ready when the back end answers', async () => {
    await open(false);

    const response = await fetch(`${await app.getUrl()}/health/ready`);

    expect(await response.json()).toMatchObject({ status: 'ok', info: { queues: { status: 'up' } } });
  });
});
