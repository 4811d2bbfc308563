import { rules, setting } from '#platform';

import { accountQueue } from './account.queue.ts';
import { intentQueue } from './intent.queue.ts';
import { mediaQueue } from './media.queue.ts';
import { outboundQueue } from './outbound.queue.ts';
import { statusQueue } from './status.queue.ts';
import { typingQueue } from './typing.queue.ts';

/** Ages of the job that waits longest, in seconds. */
export interface QueueThresholds {
  /** From here on the queue is late. */
  behind: number;
  /** From here on it is failing, unless jobs are completed all the same. */
  failing: number;
}

const usualThresholds: QueueThresholds = { behind: 30, failing: 120 };

const names: string[] = [accountQueue, intentQueue, mediaQueue, outboundQueue, statusQueue, typingQueue].map(
  ({ name }) => name,
);

const form = /^(\w+):(\d{1,6}):(\d{1,6})$/;

const thresholds = rules.commaList.optional().transform((parts = [], context) => {
  const byQueue: Record<string, QueueThresholds> = {};
  for (const part of parts) {
    const [, name = '', behind, failing] = form.exec(part) ?? [];
    if (!names.includes(name) || Number(behind) >= Number(failing)) {
      const message = `"${part}" must be <queue>:<seconds until late>:<more seconds until failing>, the queue one of ${names.join(', ')}`;
      context.addIssue({ code: 'custom', message });
    }
    byQueue[name] = { behind: Number(behind), failing: Number(failing) };
  }
  return byQueue;
});

/** When the queues count as late and as failing, where that is not the usual. */
export const queueThresholds = setting('QUEUE_THRESHOLDS', thresholds);

export const thresholdsOf = (
  name: string,
  { queueThresholds: known = {} }: { queueThresholds?: Record<string, QueueThresholds> },
): QueueThresholds => known[name] ?? usualThresholds;
