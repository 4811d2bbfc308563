import type { InboundPayload } from '#queues';
import type { MediaMeaning } from '#understanding';

/** Between two attempts to read a file while the language model is away. */
export const readLaterPauseMs = 5 * 60_000;
/** After 24 hours WhatsApp lets no answer through any more; the last one needs some time to get there. */
const longestWaitMs = 23 * 3_600_000;
/** Low enough that nothing is done without asking: hours later, the person may have done it otherwise. */
const mostConfidence = 0.5;

/** Whether an answer after another pause would still reach the person. */
export const canWait = ({ sentAt }: InboundPayload): boolean =>
  Date.now() + readLaterPauseMs < sentAt * 1_000 + longestWaitMs;

/** How long it is until the first attempt; later ones follow each other by their own delay. */
export const firstWaitMs = ({ receivedAt = 0 }: InboundPayload): number =>
  readLaterPauseMs - (Date.now() - receivedAt);

/** What was read later, so that it is asked about whatever it is. */
export function unsure({ reading, ...meaning }: MediaMeaning): MediaMeaning {
  if (!reading) return meaning;
  const { heard, actions } = reading;
  const less = <T extends { confidence: number }>(one: T): T => ({
    ...one,
    confidence: Math.min(one.confidence, mostConfidence),
  });
  return {
    ...meaning,
    reading: {
      ...reading,
      ...(heard && { heard: less(heard) }),
      ...(actions && { actions: actions.map(less) }),
    },
  };
}
