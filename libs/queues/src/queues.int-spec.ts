import type { Queue } from 'bullmq';

import { Sealer } from '#platform';
import { createTestDatabase, queueBackends, type TestDatabase, waitUntil } from '#testing';

import { manyWishes, type Wish, wish, WishApp, type WishHandler, wishQueue } from '../test/wish-app.ts';
import { FailedJobRetention } from './failed-job-retention.ts';
import { DelayJobError, PermanentJobError, RateLimitedError } from './job-errors.ts';
import type { JobData } from './payload-codec.ts';
import type { QueueProducer } from './queue-producer.ts';
import type { QueueState } from './queue-state.ts';

describe.each(queueBackends)('a queue on $name', (backend) => {
  let database: TestDatabase;
  let app: WishApp;
  let producer: QueueProducer<Wish>;
  let handler: WishHandler;
  let queue: Queue<JobData>;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  async function open(consume: boolean): Promise<void> {
    app = await WishApp.open(backend.config(database.url), { consume });
    ({ producer, handler, queue } = app);
  }

  afterEach(async () => {
    await queue.obliterate({ force: true });
    await app.close();
  });

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
      const wishes = manyWishes();
      const [bad] = wishes;
      handler.behave = ({ id }, time) => {
        if (id === bad?.id && time < 3) throw new Error('not now');
      };

      await producer.enqueue(...wishes);

      await waitUntil('it was tried three times', () => handler.came.length === wishes.length + 2);
      expect(handler.came.filter(({ id }) => id === bad?.id)).toHaveLength(3);
      expect(handler.exhausted).toEqual([]);
    });

    it('what can not be done is given up by itself after one try, with its real error, and stays visible', async () => {
      await open(true);
      const wishes = manyWishes();
      const [bad] = wishes;
      const refusal = Object.assign(new Error('no such number'), { code: 131_026 });
      let causes: unknown[] = [];
      handler.onExhaustion = (error) => {
        causes = [...causes, error.cause];
      };
      handler.behave = ({ id }) => {
        if (id === bad?.id) throw new PermanentJobError('impossible', { cause: refusal });
      };

      await producer.enqueue(...wishes);

      await waitUntil('it is given up', async () => (await queue.getFailedCount()) === 1);
      expect(handler.exhausted).toEqual([`${bad?.id}: impossible`]);
      expect(causes).toEqual([refusal]);
      expect(handler.came).toHaveLength(wishes.length);
      const failed = await queue.getFailed();
      expect(failed.map(({ id, failedReason }) => [id, failedReason])).toEqual([
        [`w-${bad?.id}`, 'impossible'],
      ]);
    });

    it('what was given up can be tried again by a person', async () => {
      await open(true);
      const wishes = manyWishes();
      const [bad] = wishes;
      handler.behave = ({ id }, time) => {
        if (id === bad?.id && time === 1) throw new PermanentJobError('impossible');
      };
      await producer.enqueue(...wishes);
      const failed = await waitUntil('it is given up', async () => (await queue.getFailed())[0]);

      await failed.retry();

      await waitUntil('it is done', () => handler.done.length === wishes.length);
      expect(handler.done).toContain(bad?.id);
    });

    it.each<[string, Error]>([
      ['fails', new Error('not now')],
      ['is postponed', new DelayJobError(20.5, 'too early')],
      ['meets a limit', new RateLimitedError(20.5, 'too fast')],
    ])('what %s does not wait for a slow one beside it', async (_, fault) => {
      await open(true);
      const wishes = manyWishes();
      const [slow, quick] = wishes;
      let finish = (): void => undefined;
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      handler.behave = async ({ id }, time) => {
        if (id === slow?.id) await finished;
        if (id === quick?.id && time === 1) throw fault;
      };
      try {
        await producer.enqueue(...wishes);

        await waitUntil('all others are done', () => handler.done.length === wishes.length - 1);
        expect(handler.done.at(-1)).toBe(quick?.id);
      } finally {
        finish();
      }
    });

    it('what is postponed comes back by itself', async () => {
      await open(true);
      const wishes = manyWishes();
      const [early] = wishes;
      handler.behave = ({ id }, time) => {
        if (id === early?.id && time === 1) throw new DelayJobError(50, 'too early');
      };

      await producer.enqueue(...wishes);

      await waitUntil('it came back', () => handler.came.length === wishes.length + 1);
      expect(handler.came.at(-1)).toEqual(early);
    });

    it('loses nothing of what meets a limit', async () => {
      await open(true);
      const wishes = manyWishes();
      handler.behave = (_, time) => {
        if (time === 1) throw new RateLimitedError(100.5, 'too fast');
      };

      await producer.enqueue(...wishes);

      await waitUntil('all came twice', () => handler.came.length === 2 * wishes.length);
      expect(handler.exhausted).toEqual([]);
    });

    it('an error of putting payloads back costs the others nothing, however often it comes', async () => {
      await open(true);
      const wishes = manyWishes();
      const [bad] = wishes;
      handler.behave = ({ id }, time) => {
        if (id === bad?.id && time === 1) throw new Error('not now');
      };
      const write = queue.addBulk.bind(queue);
      let failures = 0;
      // Of the payloads themselves it takes no notice: they share one job.
      queue.addBulk = (jobs) =>
        ++failures > wishQueue.options.attempts ? write(jobs) : Promise.reject(new Error('no more memory'));

      await producer.enqueue(...wishes);

      await waitUntil('all are done', () => new Set(handler.done).size === wishes.length);
      expect(failures).toBeGreaterThan(wishQueue.options.attempts);
      expect(handler.exhausted).toEqual([]);
      expect(await queue.getFailedCount()).toBe(0);
    });

    it('one that this version can not read costs its neighbours nothing', async () => {
      await open(true);
      const sealer = app.nest.get(Sealer, { strict: false });
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
      await producer.enqueue(...manyWishes());

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
    expect(JSON.parse(app.nest.get(Sealer, { strict: false }).open(data.sealed))).toEqual(secret);
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

  it.each<[string, number, Error]>([
    ['the last attempt', 1, new Error('never')],
    ['a payload that can not be done', 1, new PermanentJobError('refused')],
    ['the last attempt at one of many', 50, new Error('never')],
    ['one of many that can not be done', 50, new PermanentJobError('refused')],
  ])('repeats %s while nobody could be told that it is given up', async (_, count, fault) => {
    await open(true);
    const wishes = Array.from({ length: count }, () => wish());
    const [doomed] = wishes;
    let times = 0;
    handler.behave = ({ id }) => {
      if (id === doomed?.id) throw fault;
    };
    handler.onExhaustion = () => {
      if (++times < 3) throw new Error('a bug in the last words');
    };

    await producer.enqueue(...wishes);

    await waitUntil('the job failed', async () => (await queue.getFailedCount()) === 1);
    expect(handler.exhausted).toEqual([`${doomed?.id}: ${fault.message}`]);
  });

  it('ends all the same when nobody can ever be told', async () => {
    await open(true);
    handler.behave = () => {
      throw new Error('never');
    };
    handler.onExhaustion = () => {
      throw new Error('a bug in the last words');
    };

    await producer.enqueue(wish());

    await waitUntil('the job failed', async () => (await queue.getFailedCount()) === 1);
  });

  it('keeps what was given up until the retention time is over', async () => {
    await open(true);
    handler.behave = () => {
      throw new PermanentJobError('refused');
    };
    await producer.enqueue(wish());
    await waitUntil('the job failed', async () => (await queue.getFailedCount()) === 1);
    const retention = app.nest.get(FailedJobRetention, { strict: false });

    await retention.removeOlderThan(1);
    expect(await queue.getFailedCount()).toBe(1);

    await retention.removeOlderThan(0);
    expect(await queue.getFailedCount()).toBe(0);
  });

  it('brings a postponed job back, any number of times', async () => {
    await open(true);
    handler.behave = (_, time) => {
      if (time <= wishQueue.options.attempts + 1) throw new DelayJobError(20.5, 'too early');
    };

    await producer.enqueue(wish());

    await waitUntil('it succeeded', async () => (await queue.getCompletedCount()) === 1);
    expect(handler.came).toHaveLength(wishQueue.options.attempts + 2);
    expect(handler.exhausted).toEqual([]);
  });

  it('brings back a job that meets a limit, any number of times', async () => {
    await open(true);
    handler.behave = (_, time) => {
      if (time <= wishQueue.options.attempts + 1) throw new RateLimitedError(30.5, 'slow down');
    };

    await producer.enqueue(wish());

    await waitUntil('it succeeded', async () => (await queue.getCompletedCount()) === 1);
    expect(handler.exhausted).toEqual([]);
  });

  it('fails a job whose payload this version can not read, without its words in the reason', async () => {
    await open(true);
    const sealed = app.nest.get(Sealer, { strict: false }).seal(JSON.stringify({ words: 'see the doctor' }));

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

    const [response, queues] = await waitUntil('it answers in time, and its worker is seen', async () => {
      const answer = await fetch(`${await app.nest.getUrl()}/health/queues`);
      const { queues: states } = (await answer.json()) as { queues: QueueState[] };
      return states[0]?.workers === 1 && ([answer, states] as const);
    });

    expect(response.status).toBe(200);
    expect(queues).toEqual([
      {
        name: 'wish',
        waiting: 0,
        active: 0,
        delayed: 0,
        overdue: 0,
        failed: 0,
        oldestWaitingSeconds: null,
        lastCompletedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        workers: 1,
        status: 'ok',
        isPaused: false,
        isReachable: true,
      },
    ]);
  });

  it('is ready when the back end answers', async () => {
    await open(false);

    const ready = await waitUntil('it answers in time', async () => {
      const response = await fetch(`${await app.nest.getUrl()}/health/ready`);
      return response.ok && response.json();
    });

    expect(ready).toMatchObject({ status: 'ok', info: { queues: { status: 'up' } } });
  });
});
