import type { Job } from 'bullmq';

import type { JobData } from './payload-codec.ts';
import { PostgresQueueConnection } from './postgres-queue-connection.ts';
import { usualLimits } from './queue-connection.ts';
import { isLostLock, QueueWorker } from './queue-worker.ts';

describe('a worker', () => {
  let connection: PostgresQueueConnection;
  let worker: QueueWorker;

  beforeEach(() => {
    connection = new PostgresQueueConnection('postgresql://127.0.0.1:1/none', 1, usualLimits);
    worker = new QueueWorker('wish', undefined, { ...connection.optionsFor('wish'), autorun: false });
  });
  afterEach(async () => {
    await worker.close();
    await connection.onApplicationShutdown();
  });

  it('that waits for a late job looks for others meanwhile: the connection it listens on may have died', () => {
    expect(worker.maximumBlockTimeout).toBe(10);
  });

  it('misses no lock of a job that ended while it was being renewed', async () => {
    const locks = worker['lockManager'];
    for (const id of ['ended', 'lost', 'kept']) locks.trackJob(id, `token of ${id}`, Date.now());
    worker['backend'].extendLocks = () => {
      locks.untrackJob('ended');
      return Promise.resolve(['ended', 'lost']);
    };

    const ids = ['ended', 'lost', 'kept'];
    expect(await worker.extendJobLocks(ids, ids, 5_000)).toEqual(['lost']);
  });

  it('goes on renewing the lock of a job that it took once more, when the first run ends', async () => {
    const locks = worker['lockManager'];
    const ends: (() => void)[] = [];
    worker['callProcessJob'] = () => new Promise((resolve) => ends.push(() => resolve(undefined)));
    worker['handleCompleted'] = () => Promise.resolve(undefined as never);
    const job = { id: 'twice' } as Job<JobData, void>;
    const first = worker.processJob(job, 'first token', () => false);
    const second = worker.processJob(job, 'second token', () => false);

    ends[0]?.();
    await first;
    expect(locks.getTrackedJobIds()).toEqual(['twice']);

    ends[1]?.();
    await second;
    expect(locks.getTrackedJobIds()).toEqual([]);
  });

  it('tells a lost lock from other errors', () => {
    const withCode = (code: number): Error =>
      Object.assign(new Error('Job 1 is not in the active state'), { code });

    expect([-2, -3, -6].map((code) => isLostLock(withCode(code)))).toEqual([true, true, true]);
    expect(isLostLock(new Error('could not renew lock for job 1'))).toBe(true);
    expect(isLostLock(withCode(-1))).toBe(false);
    expect(isLostLock(new Error('connect ECONNREFUSED'))).toBe(false);
  });
});
