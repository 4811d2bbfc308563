import { setImmediate as nextTurn } from 'node:timers/promises';

import { sampleRate } from './decode-voice.ts';

const windowMs = 30;
const fullScale = 32_767;
/** -50 dB of full scale: below what a phone records of somebody who speaks at arm's length. */
const quietest = 0.003 * fullScale;
/** Speech is longer than a click. */
const shortestMs = 150;
/** A minute; then others get their turn. */
const windowsAtOnce = 2_000;

/**
 * Whether nobody can be speaking: a language model would rather invent a sentence than say so.
 *
 * @param samples of 16 bits
 */
export async function isSilent(samples: Int16Array): Promise<boolean> {
  const size = Math.floor((sampleRate * windowMs) / 1_000);
  let loudMs = 0;
  let windows = 0;
  for (let first = 0; first + size <= samples.length; first += size) {
    let sum = 0;
    for (let at = first; at < first + size; at++) {
      const sample = samples[at] ?? 0;
      sum += sample * sample;
    }
    if (Math.sqrt(sum / size) >= quietest) loudMs += windowMs;
    if (loudMs >= shortestMs) return false;
    if (++windows % windowsAtOnce === 0) await nextTurn();
  }
  return true;
}
