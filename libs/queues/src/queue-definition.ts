import type { JobsOptions } from 'bullmq';
import { z } from 'zod';

/** One queue: the only place that defines its name, payload and job options. */
export interface QueueDefinition<T> {
  name: string;
  payload: z.ZodType<T>;
  /** Payloads that carry a person's words or names are sealed; the others hold ids only. */
  sealed: boolean;
  /** Whether payloads may share a job, a batched one, in a busy moment. Not where one is much work, or where jobs are counted. */
  batched: boolean;
  /** What goes first: nothing before 1, and so on. Payloads that share a job have none. */
  priority?(payload: T): number | undefined;
  /**
   * Which message a payload is about, as for `correlationIdOf`. Not there where it is about none, or where the handler has to find that out
   * (`nameMessage`).
   */
  messageKey?(payload: T): string;
  /** Same id, same job: saves work when something is enqueued twice. No `:`, not digits only. */
  jobId(payload: T): string;
  options: Required<Pick<JobsOptions, 'attempts' | 'removeOnComplete' | 'removeOnFail'>> & {
    /** `delay` in milliseconds before the second attempt. */
    backoff: { type: 'exponential' | 'fixed'; delay: number; jitter?: number };
  };
}

/**
 * Retries over about 20 minutes, with exponential backoff (0.5 s, 1 s, 2 s, …) and jitter, so that an outage of a
 * dependency costs no job.
 */
export const retryOptions: QueueDefinition<unknown>['options'] = {
  attempts: 12,
  backoff: { type: 'exponential', delay: 500, jitter: 0.3 },
  // Completed jobs are kept a while so that the health page can tell when the last one completed; a failed one waits
  // for a person.
  removeOnComplete: { age: 3_600, count: 10 },
  removeOnFail: false,
};

/** Constants that were once spelled with spaces: jobs queued before still parse. To be removed in the next version. */
export const olderSpelling = (value: unknown): unknown =>
  value === 'out of reach' ? 'unreachable' : typeof value === 'string' ? value.replaceAll(' ', '_') : value;
