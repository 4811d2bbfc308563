import { createPostgresBackend, type Queue, UnrecoverableError, Worker } from 'bullmq';

import { waitUntil } from '#testing';

/** Fails what waits on the queue, for good. */
export async function failJob(
  queue: Queue,
  { redisUrl, databaseUrl }: { redisUrl?: string; databaseUrl: string },
  reason: string,
): Promise<void> {
  const { prefix } = queue.opts;
  const fail = (): Promise<never> => Promise.reject(new UnrecoverableError(reason));
  const worker = redisUrl
    ? new Worker(queue.name, fail, { connection: { url: redisUrl }, prefix })
    : new Worker(queue.name, fail, { connection: { connectionString: databaseUrl } }, createPostgresBackend);
  await waitUntil('it failed', async () => (await queue.getJobCounts('failed')).failed === 1);
  await worker.close();
}
