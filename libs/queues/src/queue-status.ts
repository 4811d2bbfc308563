import type { QueueThresholds } from './queue-thresholds.ts';

/**
 * The worst that applies. `warning`: jobs failed, which wait for a person; whatever is new gets through. `behind`: work is late. `failing`:
 * nobody consumes it.
 */
export type QueueStatus = 'ok' | 'warning' | 'behind' | 'failing';

interface Signs {
  /** 0 when none waits. */
  oldestWaitingSeconds: number;
  /** Since a job last completed; `Infinity` when none did. */
  completedSecondsAgo: number;
  /** Null where Redis does not say. */
  workers: number | null;
  failed: number;
  /** Somebody paused it, or it waits for a limit or for WhatsApp: nothing is to be taken. */
  isHeldBack: boolean;
  thresholds: QueueThresholds;
}

/** By consumption: a long backlog that gets shorter, or that is to wait, is late, and no more. */
export function judgeQueue(signs: Signs): QueueStatus {
  const { oldestWaitingSeconds, completedSecondsAgo, workers, failed, isHeldBack } = signs;
  const { behind, failing } = signs.thresholds;
  const isConsumed = isHeldBack || completedSecondsAgo <= failing;
  if (workers === 0 || (oldestWaitingSeconds > failing && !isConsumed)) return 'failing';
  if (oldestWaitingSeconds > behind) return 'behind';
  return failed > 0 ? 'warning' : 'ok';
}
