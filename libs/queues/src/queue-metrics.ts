import { DelayedError, RateLimitError, UnrecoverableError, WaitingError } from 'bullmq';

import { histogram } from '#platform';

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

const jobSeconds = histogram(
  'job_seconds',
  'How long a worker had a job, and how it ended; under load a job holds up to 50 messages',
  seconds,
  ['queue', 'outcome'],
);

/** @param error what the job ended with, in BullMQ's terms; undefined when it is done */
export function countJob(queue: string, startedAtMs: number, error?: Error): void {
  const outcome = error === undefined ? 'done' : outcomeOf(error);
  jobSeconds.observe({ queue, outcome }, (performance.now() - startedAtMs) / 1_000);
}

function outcomeOf(error: Error): string {
  if (error instanceof WaitingError) return 'put_back';
  if (error instanceof DelayedError) return 'delayed';
  if (error instanceof RateLimitError) return 'limited';
  return error instanceof UnrecoverableError ? 'failed' : 'retried';
}
