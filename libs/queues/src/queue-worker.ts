import { ErrorCode, type Job, type JobJson, Worker } from 'bullmq';

import { withTimeLimit } from '#platform';

import type { JobData } from './payload-codec.ts';

const longestWaitSeconds = 10;
/** Half of what a shutdown may take. */
const closeLimitMs = 5_000;

const lostLock = new Set<unknown>([
  ErrorCode.JobLockNotExist,
  ErrorCode.JobNotInState,
  ErrorCode.JobLockMismatch,
]);

/** The process was too busy to renew a lock in time. Another worker has the job, or had it; every handler may run twice. */
export const isLostLock = (error: Error): boolean =>
  ('code' in error && lostLock.has(error.code)) || error.message.startsWith('could not renew lock');

/** BullMQ's worker, but for two of its rules that would lose work or attempts, and two that cost time. */
export class QueueWorker extends Worker<JobData, void> {
  readonly #failures = new WeakMap<Job, string>();
  /** The lock of the newest run of each job here. */
  readonly #tokens = new Map<string, string>();
  #running = 0;
  /** When a job last began or ended here, or the worker was made. */
  #movedAtMs = performance.now();
  #mostAtOnce?: number;
  #closed?: Promise<void>;

  /** How long no job has begun or ended here, in milliseconds, and how many are under way. */
  get movement(): { stillForMs: number; running: number } {
    return { stillForMs: performance.now() - this.#movedAtMs, running: this.#running };
  }

  /** Why the queue itself failed this job, its workers having died too often; undefined for any other job. */
  failureOf(job: Job): string | undefined {
    return this.#failures.get(job);
  }

  /** BullMQ would fail such a job without telling the processor. */
  protected override createJob(data: JobJson, jobId: string): Job<JobData, void> {
    const job = super.createJob(data, jobId);
    if (job.deferredFailure) this.#failures.set(job, job.deferredFailure);
    job.deferredFailure = '';
    return job;
  }

  /** BullMQ trusts that PostgreSQL notifies it: a connection that died without a word would keep it waiting for an hour. */
  override get maximumBlockTimeout(): number {
    return longestWaitSeconds;
  }

  /**
   * BullMQ takes an acknowledgement that fails for a failure of the job, which costs an attempt. The work is done: its lock
   * expires and it comes once more.
   */
  protected override async handleCompleted(
    ...args: Parameters<Worker<JobData, void>['handleCompleted']>
  ): Promise<Job<JobData, void>> {
    try {
      return await super.handleCompleted(...args);
    } catch (error) {
      this.emit('error', error instanceof Error ? error : new Error(String(error)));
      // No next job; BullMQ's types do not allow for that.
      return undefined as never;
    }
  }

  /**
   * A job can end while the renewal of its lock is under way on another connection, or be moved by its processor. It needs no lock
   * any more then, and nothing is wrong.
   */
  override async extendJobLocks(
    ...args: Parameters<Worker<JobData, void>['extendJobLocks']>
  ): Promise<string[]> {
    const refused = await super.extendJobLocks(...args);
    const held = new Set(this.lockManager.getTrackedJobIds());
    return refused.filter((id) => held.has(id));
  }

  /** To be called before a processor moves its job, which ends the lock. */
  untrack({ id }: Job): void {
    if (id !== undefined) this.lockManager.untrackJob(id);
  }

  /** BullMQ knows locks by their jobs: of a job that was taken here once more, the end of the first run would end both renewals. */
  #keepRenewing(id: string, endedToken: string): void {
    const token = this.#tokens.get(id);
    if (token === endedToken) this.#tokens.delete(id);
    else if (token !== undefined) this.lockManager.trackJob(id, token, Date.now());
  }

  /**
   * BullMQ asks for a second job before it starts the first, so an idle worker waits for the answer "none". With a
   * concurrency of 1 it starts at once; if that is raised before it looks again, it asks while the first job runs.
   */
  override async processJob(
    ...args: Parameters<Worker<JobData, void>['processJob']>
  ): ReturnType<Worker<JobData, void>['processJob']> {
    this.#mostAtOnce ??= this.opts.concurrency ?? 1;
    const [{ id = '' }, token] = args;
    this.#tokens.set(id, token);
    this.#running++;
    this.#movedAtMs = performance.now();
    this.concurrency = this.#mostAtOnce;
    try {
      return await super.processJob(...args);
    } finally {
      this.#movedAtMs = performance.now();
      this.#keepRenewing(id, token);
      if (--this.#running === 0) this.concurrency = 1;
    }
  }

  /** After a failover of a cluster, BullMQ can wait for ever for its blocking connection to end. Nest waits for this, too. */
  override close(force = false): Promise<void> {
    return (this.#closed ??= this.#closeInTime(super.close(force)));
  }

  async #closeInTime(closing: Promise<void>): Promise<void> {
    try {
      await withTimeLimit(closing, closeLimitMs);
    } catch (error) {
      // Jobs finish first; how long that may take, the app decides.
      if (this.#running > 0) return closing;
      this.emit('error', error instanceof Error ? error : new Error(String(error)));
      this.disconnect().catch(() => undefined);
    }
  }
}
