import { NoRecipientError, type OutboundStore, PairLimitError, type Sendable } from '#data';
import { DelayJobError, PermanentJobError } from '#queues';

/** Longer than any doubt lasts: with it, only what is `queued` is taken. */
export const noDoubt = 2 ** 31 - 1;

/**
 * `OutboundStore.startSending`, whose errors say what is to become of the job.
 *
 * @throws DelayJobError while nothing may be sent to the person
 * @throws PermanentJobError when they can not be written to
 */
export async function startSending(
  outbound: OutboundStore,
  outboundId: string,
  inDoubtForMs: number,
): Promise<Sendable | null> {
  try {
    return await outbound.startSending(outboundId, inDoubtForMs);
  } catch (error) {
    if (error instanceof PairLimitError) throw new DelayJobError(error.retryAfterMs, error.message);
    if (error instanceof NoRecipientError) throw new PermanentJobError(error.message, { cause: error });
    throw error;
  }
}
