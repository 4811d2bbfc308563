const barCount = 36;
const lowest = 0.08;
/** Decoding holds all samples in memory. */
const longestFileBytes = 4 * 1_048_576;

/** How loud a recording is over its length: bars between 0 and 1, all low when that can not be told. */
export async function waveformOf(file: Blob): Promise<number[]> {
  const flat = Array.from({ length: barCount }, () => lowest);
  if (file.size > longestFileBytes) return flat;
  try {
    const sound = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(await file.arrayBuffer());
    return barsOf(sound.getChannelData(0), barCount);
  } catch {
    return flat;
  }
}

/** The peak of each part, against the loudest of all. */
export function barsOf(samples: Float32Array, count: number): number[] {
  const peaks = Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * samples.length) / count);
    const to = Math.floor(((bar + 1) * samples.length) / count);
    return samples.subarray(from, to).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  });
  const loudest = Math.max(...peaks) || 1;
  return peaks.map((peak) => Math.max(lowest, peak / loudest));
}
