import type { Queue } from 'bullmq';

import type { Sealer } from '#platform';

import { batchJobs } from './batched-jobs.ts';
import { encodeJob, type JobData } from './payload-codec.ts';
import type { QueueDefinition } from './queue-definition.ts';

export type NewJob = Parameters<Queue<JobData>['addBulk']>[0][number];

/** Beyond those of the definition: for a payload that is given up while its handler cannot be told. */
const attemptsToTell = 3;

export function newJob<T>(
  { name, options }: QueueDefinition<T>,
  data: JobData,
  own: NewJob['opts'] = {},
): NewJob {
  return { name, data, opts: { ...options, attempts: options.attempts + attemptsToTell, ...own } };
}

/** Each payload once: alone under its job id or, in a busy moment, in a batched job. */
export function newJobs<T>(queue: QueueDefinition<T>, payloads: T[], sealer: Sealer): NewJob[] {
  const different = new Map(payloads.map((payload) => [queue.jobId(payload), payload]));
  return batchJobs([...different], queue.batched).map((batch) => {
    const [[jobId, payload] = [], ...others] = batch;
    if (others.length === 0 && payload !== undefined) {
      return newJob(queue, encodeJob(queue, payload, sealer), { jobId, priority: queue.priority?.(payload) });
    }
    const contents = batch.map(([, one]) => one);
    return newJob(queue, encodeJob(queue, contents, sealer));
  });
}
