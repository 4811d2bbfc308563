import type { KeepJobs, PostgresConnection } from 'bullmq';

const completionsPerRemoval = 10;

/** Of the queue `$1` all but the newest `$2`, and what completed by `$3`, in milliseconds since 1970. Does not wait for what somebody else is removing. */
const removeOld = `
  DELETE FROM job WHERE queue = $1 AND id = ANY (ARRAY(
    SELECT id FROM job
    WHERE queue = $1 AND state = 'completed' AND (finished_at_ms <= $3 OR (finished_at_ms, seq) <= (
      SELECT finished_at_ms, seq FROM job WHERE queue = $1 AND state = 'completed'
      ORDER BY finished_at_ms DESC, seq DESC OFFSET $2 LIMIT 1))
    FOR UPDATE SKIP LOCKED))`;

/**
 * Removes completed jobs from a queue in PostgreSQL. BullMQ would do it in the statement that completes a job: all that complete at the same time
 * remove the same ones, and deadlock.
 */
export class CompletedJobs {
  #untilRemoval = 1;
  #isRemoving = false;

  /** @param onError hears why a removal failed; the next one makes up for it */
  constructor(
    private readonly pool: PostgresConnection['pool'],
    private readonly queue: string,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** To be called after each completion. Does not keep the caller waiting. */
  keepOnly(keep: KeepJobs): void {
    if (--this.#untilRemoval > 0 || this.#isRemoving) return;
    this.#untilRemoval = completionsPerRemoval;
    this.#isRemoving = true;
    this.#remove(keep)
      .catch(this.onError)
      .finally(() => (this.#isRemoving = false));
  }

  async #remove(keep: KeepJobs): Promise<void> {
    const { age, count = Number.MAX_SAFE_INTEGER }: { age?: number; count?: number } = keep;
    const tooOldMs = age === undefined ? 0 : Date.now() - age * 1_000;
    await this.pool.query(removeOld, [this.queue, count, tooOldMs]);
  }
}
