import type { Queue } from 'bullmq';

import type { JobData } from './payload-codec.ts';
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
