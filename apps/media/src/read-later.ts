import type { InboundPayload } from '#queues';
import type { MediaMeaning } from '#understanding';
import { DownloadError, type GraphError } from '#whatsapp';

/** Between two attempts to read a file while the language model is away. */
export const readLaterPauseMs = 5 * 60_000;
/** Later messages of the person wait half a minute for one with a file; by then the person is told that it takes longer. */
const longestSilenceMs = 25_000;
/** After 24 hours WhatsApp lets no answer through any more; the last one needs some time to get there. It keeps files for longer. */
const longestWaitMs = 23 * 3_600_000;
/** Between two looks whether WhatsApp gives it now, and between two downloads of a file that may be too slow each time. */
const longestPauseMs = { look: 10 * 60_000, download: 3_600_000 };
/** Low enough that nothing is done without asking: hours later, the person may have done it otherwise. */
const mostConfidence = 0.5;

const ageOf = ({ receivedAt, sentAt }: InboundPayload): number => Date.now() - (receivedAt ?? sentAt * 1_000);

/** What WhatsApp does not give may take seconds or hours: the older a message is, the later it is tried again, and not before that may help. */
export function fetchPauseMs(payload: InboundPayload, error: GraphError): number {
  const { reaction } = error;
  const leastMs = 'firstPauseMs' in reaction ? reaction.firstPauseMs : 0;
  const mostMs = longestPauseMs[error instanceof DownloadError ? 'download' : 'look'];
  const pauseMs = Math.max(leastMs, Math.min(Math.max(ageOf(payload), 2_000), mostMs));
  // The last time is as late as an answer may come.
  const leftMs = payload.sentAt * 1_000 + longestWaitMs - 1_000 - Date.now();
  return leftMs > longestPauseMs.look && leftMs < pauseMs ? Math.max(leastMs, leftMs) : pauseMs;
}

/** Whether the person notices nothing of another pause. */
export const isSoon = (payload: InboundPayload, pauseMs: number): boolean =>
  ageOf(payload) + pauseMs < longestSilenceMs;

/** Whether an answer after another pause would still reach the person. */
export const canWait = ({ sentAt }: InboundPayload, pauseMs = readLaterPauseMs): boolean =>
  Date.now() + pauseMs < sentAt * 1_000 + longestWaitMs;

/** How long it is until the first attempt; later ones follow each other by their own delay. */
export const firstWaitMs = ({
  receivedAt = 0,
  notBefore = receivedAt + readLaterPauseMs,
}: InboundPayload): number => notBefore - Date.now();

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
