import { OggOpusDecoder } from 'ogg-opus-decoder';

/** Samples per second of the result: what speech engines expect. */
export const sampleRate = 16_000;
const decodedRate = 48_000;

/**
 * A voice note as WhatsApp records it, Opus in an Ogg file, as one channel of samples from -1 to 1; undefined for any other file.
 * A damaged end is left out.
 */
export async function decodeVoice(file: Uint8Array): Promise<Float32Array | undefined> {
  const decoder = new OggOpusDecoder({ forceStereo: false });
  try {
    await decoder.ready;
    const { channelData, sampleRate: rate } = await decoder.decodeFile(file);
    const [channel] = channelData;
    return channel && rate === decodedRate ? downsampled(channel) : undefined;
  } catch {
    return undefined;
  } finally {
    decoder.free();
  }
}

/** Means of three samples: a simple low-pass filter, good enough for speech. */
function downsampled(samples: Float32Array): Float32Array {
  const step = decodedRate / sampleRate;
  return Float32Array.from({ length: Math.floor(samples.length / step) }, (_, at) => {
    const first = at * step;
    return ((samples[first] ?? 0) + (samples[first + 1] ?? 0) + (samples[first + 2] ?? 0)) / step;
  });
}
