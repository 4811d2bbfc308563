import { inThread } from './thread.ts';

/** Samples per second of the result: what speech engines expect. */
export const sampleRate = 16_000;
const decodedRate = 48_000;
/** Nobody dictates longer, and an hour of silence fits into a megabyte. */
const usualSeconds = 15 * 60;
const limitMs = 20_000;
const heapMb = 128;

/**
 * A voice note as WhatsApp records it, Opus in an Ogg file, as one channel of 16-bit samples; undefined for any other file.
 * A damaged end is left out.
 */
export async function decodeVoice(
  file: Uint8Array,
  signal: AbortSignal,
  longestSeconds = usualSeconds,
): Promise<Int16Array | 'too_long' | undefined> {
  const seconds = secondsOf(file);
  if (seconds === undefined) return undefined;
  if (seconds > longestSeconds) return 'too_long';
  const job = {
    file,
    step: decodedRate / sampleRate,
    most: longestSeconds * sampleRate,
  };
  try {
    return await inThread(decode, job, { limitMs, heapMb, signal, library: 'ogg-opus-decoder' });
  } catch {
    return undefined;
  }
}

/** By the last page's granule position (RFC 7845): samples at 48 kHz. It may lie, so it is no more than a quick answer. */
function secondsOf(file: Uint8Array): number | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const page = bytes.lastIndexOf('OggS');
  if (page < 0 || page + 14 > bytes.length) return undefined;
  return Number(bytes.readBigInt64LE(page + 6)) / decodedRate;
}

interface Job {
  file: Uint8Array;
  /** Samples that become one. Their mean is a simple low-pass filter, good enough for speech. */
  step: number;
  /** As many samples may come out. */
  most: number;
}

/** Runs in a thread. By small pieces: a few bytes can stand for a second of silence. */
async function decode(
  { file, step, most }: Job,
  { OggOpusDecoder }: typeof import('ogg-opus-decoder'),
): Promise<Int16Array | 'too_long' | undefined> {
  const pieceBytes = 4_096;
  const decoder = new OggOpusDecoder({ forceStereo: false });
  await decoder.ready;
  const pieces: Int16Array[] = [];
  let length = 0;
  const keep = ([channel = new Float32Array()]: Float32Array[]): void => {
    const piece = new Int16Array(Math.floor(channel.length / step));
    for (let at = 0; at < piece.length; at++) {
      let sum = 0;
      for (let from = at * step; from < (at + 1) * step; from++) sum += channel[from] ?? 0;
      piece[at] = Math.max(-1, Math.min(1, sum / step)) * 32_767;
    }
    pieces.push(piece);
    length += piece.length;
  };
  for (let at = 0; at < file.length; at += pieceBytes) {
    // A promise, whatever its type says.
    keep((await Promise.resolve(decoder.decode(file.subarray(at, at + pieceBytes)))).channelData);
    if (length > most) return 'too_long';
  }
  keep((await decoder.flush()).channelData);
  if (length === 0) return undefined;
  const samples = new Int16Array(length);
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}
