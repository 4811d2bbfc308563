import type { Job, Queue } from 'bullmq';

/** Between two commands workers may take some, and others may come. */
const moved = 50;
const tries = 3;

/**
 * The job that came first of those that wait without a priority. BullMQ's `getJobs` with a limit tells the newest on PostgreSQL, in
 * either order; on both back ends they are counted from the newest.
 */
export async function oldestWaiting(queue: Queue): Promise<Job | undefined> {
  for (let at = 0; at < tries; at++) {
    const count = await queue.getJobCountByTypes('wait');
    if (count === 0) return undefined;
    const ids = await queue.getRanges(['wait'], Math.max(0, count - moved), count + moved, false);
    const id = ids.at(-1);
    const oldest = id === undefined ? undefined : await queue.getJob(id);
    if (oldest) return oldest;
  }
  return undefined;
}
