import type { Job, Queue } from 'bullmq';

import { oldestWaiting } from './oldest-waiting.ts';

/** Work that waits longer is late; much longer, or without a worker, and the queue is failing. */
const behindAfterSeconds = 30;
const failingAfterSeconds = 120;

export interface QueueState {
  name: string;
  /** Jobs that a worker could take now, including delayed ones that are due. */
  waiting: number;
  active: number;
  /** Jobs that are not due yet. */
  delayed: number;
  failed: number;
  /** How long ago the job that has waited longest was due; null when none waits. */
  oldestWaitingSeconds: number | null;
  /** ISO 8601; null when none of the remembered jobs completed. */
  lastCompletedAt: string | null;
  /** Connected worker processes; null where Redis does not say. */
  workers: number | null;
  /** The worst that applies. `warning`: jobs failed, which wait for a person; whatever is new gets through. */
  status: 'ok' | 'warning' | 'behind' | 'failing';
}

export const unreachable: Omit<QueueState, 'name'> = {
  waiting: 0,
  active: 0,
  delayed: 0,
  failed: 0,
  oldestWaitingSeconds: null,
  lastCompletedAt: null,
  workers: null,
  status: 'failing',
};

/** Takes the same few commands whatever the length of the queue. */
export async function readQueueState(name: string, queue: Queue): Promise<QueueState> {
  const now = Date.now();
  const head = (type: 'prioritized' | 'delayed'): Promise<Job[]> => queue.getJobs([type], 0, 0, true);
  const [counts, due, oldestPlain, [oldestPrioritized], [nextDelayed], [latest], workers] = await Promise.all(
    [
      queue.getJobCounts('wait', 'prioritized', 'active', 'delayed', 'failed'),
      queue.getDelayedCount(now),
      oldestWaiting(queue),
      head('prioritized'),
      head('delayed'),
      queue.getJobs(['completed'], 0, 0, false),
      countWorkers(queue),
    ],
  );
  const heads = [oldestPlain, oldestPrioritized, due > 0 ? nextDelayed : undefined];
  const oldest = heads.filter((job) => job !== undefined);
  const oldestWaitingSeconds =
    oldest.length === 0 ? null : Math.round(Math.max(0, ...oldest.map((job) => now - dueAt(job))) / 1_000);
  const count = (type: string): number => counts[type] ?? 0;
  return {
    name,
    waiting: count('wait') + count('prioritized') + due,
    active: count('active'),
    delayed: Math.max(0, count('delayed') - due),
    failed: count('failed'),
    oldestWaitingSeconds,
    lastCompletedAt: latest?.finishedOn ? new Date(latest.finishedOn).toISOString() : null,
    workers,
    status: judge(oldestWaitingSeconds ?? 0, workers, count('failed')),
  };
}

/**
 * When a worker could first have taken the job, in milliseconds since 1970. BullMQ clears a delay that has passed, so
 * the delay before a retry is computed again.
 */
function dueAt({ timestamp, delay, processedOn, attemptsMade, opts }: Job): number {
  if (processedOn === undefined) return timestamp + (opts.delay ?? 0);
  if (delay > 0 || attemptsMade === 0 || typeof opts.backoff !== 'object') return processedOn + delay;
  const { type, delay: backoffMs = 0 } = opts.backoff;
  return processedOn + (type === 'exponential' ? 2 ** (attemptsMade - 1) * backoffMs : backoffMs);
}

/** Managed Redis and access lists can forbid `CLIENT LIST`; that says nothing about the workers. */
async function countWorkers(queue: Queue): Promise<number | null> {
  try {
    return await queue.getWorkersCount();
  } catch {
    return null;
  }
}

function judge(oldestWaitingSeconds: number, workers: number | null, failed: number): QueueState['status'] {
  if (oldestWaitingSeconds > failingAfterSeconds || workers === 0) return 'failing';
  if (oldestWaitingSeconds > behindAfterSeconds) return 'behind';
  return failed > 0 ? 'warning' : 'ok';
}
