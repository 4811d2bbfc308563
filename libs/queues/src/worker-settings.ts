/** Every field is set explicitly: no worker runs on a default that nobody chose. */
export interface WorkerSettings {
  /** Concurrent jobs in this process. */
  concurrency: number;
  /** A worker silent for this long counts as dead, and another one takes its job. Renewed at half time. */
  lockDurationMs: number;
  /** How often expired locks are checked for. */
  stalledIntervalMs: number;
  /** How often a job may lose its worker before it fails for good. */
  maxStalledCount: number;
  /** The most jobs that all workers together take in a time. Only a queue with a pace can be made to wait as a whole. */
  pace?: { jobs: number; perMs: number };
}

/** After `kill -9` of a worker, its jobs are taken over after the lock and two checks: at most 11 s. */
export const usualWorker: WorkerSettings = {
  concurrency: 20,
  lockDurationMs: 5_000,
  stalledIntervalMs: 3_000,
  maxStalledCount: 10,
};
