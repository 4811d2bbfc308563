import type { InboundPayload, MediaOutcome } from '#queues';
import type { Reading } from '#understanding';

/** No further attempt brings a file of these. */
const unusable = new Set<MediaOutcome['problem']>(['too_big', 'wrong_type', 'gone', 'damaged']);

/**
 * Nothing of a picture is kept here. Where WhatsApp has it goes along with what was read in it, for the case that its person asks to keep
 * it. What is read later has no caption that could ask for that.
 */
export function withPicture(payload: InboundPayload, outcome: MediaOutcome): MediaOutcome {
  const { kind, media, readLaterFor } = payload;
  if (kind !== 'image' || !media || readLaterFor !== undefined || unusable.has(outcome.problem))
    return outcome;
  const { id, mimeType, sha256 } = media;
  const picture: Reading['picture'] = { id, mimeType, sha256 };
  return { ...outcome, reading: { ...(outcome.reading as Reading | undefined), picture } };
}
