import type { Job, Queue } from 'bullmq';

import { QueueConnection } from './queue-connection.ts';

/** Between two commands workers may take some. */
const tries = 3;

/** The job that came first of those that wait without a priority. As quick with a million of them as with one. */
export async function oldestWaiting(queue: Queue, connection: QueueConnection): Promise<Job | undefined> {
  for (let at = 0; at < tries; at++) {
    const id = await connection.oldestWaitingId(queue);
    const oldest = id === undefined ? undefined : await queue.getJob(id);
    if (oldest || id === undefined) return oldest;
  }
  return undefined;
}
