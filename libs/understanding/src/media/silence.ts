import { sampleRate } from './decode-voice.ts';

const windowMs = 30;
const fullScale = 32_767;
/** -50 dB of full scale: below what a phone records of somebody who speaks at arm's length. */
const quietest = 0.003 * fullScale;
/** Speech is longer than a click. */
const shortestMs = 150;

/**
 * Whether nobody can be speaking: a language model would rather invent a sentence than say so.
 *
 * @param samples of 16 bits
 */
export function isSilent(samples: Int16Array): boolean {
  const size = Math.floor((sampleRate * windowMs) / 1_000);
  let loudMs = 0;
  for (let first = 0; first + size <= samples.length; first += size) {
    let sum = 0;
    for (let at = first; at < first + size; at++) sum += (samples[at] ?? 0) ** 2;
    if (Math.sqrt(sum / size) >= quietest) loudMs += windowMs;
    if (loudMs >= shortestMs) return false;
  }
  return true;
}
