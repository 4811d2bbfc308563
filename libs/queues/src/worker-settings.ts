/** Every field written out: no worker runs on a default that nobody chose. */
export interface WorkerSettings {
  /** Jobs at once in this process. */
  concurrency: number;
  /** A worker that is silent for so long has died; its job goes to another one. Renewed at half time. */
  lockDurationMs: number;
  /** How often that is checked. */
  stalledIntervalMs: number;
  /** How often a job may lose its worker before it is given up. */
  maxStalledCount: number;
}

/** `kill -9` of a worker: lock and two checks later, after at most 11 s, its jobs are taken over. */
export const usualWorker: WorkerSettings = {
  concurrency: 20,
  lockDurationMs: 5_000,
  stalledIntervalMs: 3_000,
  maxStalledCount: 10,
};
