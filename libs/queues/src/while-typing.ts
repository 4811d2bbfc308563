import type { QueueProducer } from './queue-producer.ts';
import type { TypingPayload } from './typing.queue.ts';

/** Whoever waits for less does not wonder; and WhatsApp shows it for 25 seconds. */
const usualPauses = { firstMs: 1_000, againMs: 20_000 };

/** Shows the person that an answer is being written while `work` takes long. Should that not work, `work` goes on all the same. */
export async function whileTyping<T>(
  queue: Pick<QueueProducer<TypingPayload>, 'enqueue'>,
  messageKey: string,
  work: () => Promise<T>,
  { firstMs, againMs } = usualPauses,
): Promise<T> {
  let timer: NodeJS.Timeout;
  const show = (): void => {
    queue.enqueue({ messageKey, askedAt: Date.now() }).catch(() => undefined);
    timer = setTimeout(show, againMs);
  };
  timer = setTimeout(show, firstMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
