import { writeOgg } from './ogg.ts';
import { samplesOf } from './opus.ts';
import { readWebm } from './webm.ts';

/** As WhatsApp declares voice messages. */
export const voiceType = 'audio/ogg; codecs=opus';

/** Puts the sound that a browser recorded as WebM into an Ogg file. It is copied, not encoded again. */
export function webmToOgg(webm: Uint8Array): Uint8Array<ArrayBuffer> {
  return writeOgg(readWebm(webm), samplesOf);
}
