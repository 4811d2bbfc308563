import { sampleRate } from './decode-voice.ts';

const windowMs = 30;
/** -50 dB of full scale: below what a phone records of somebody who speaks at arm's length. */
const quietest = 0.003;
/** Speech is longer than a click. */
const shortestMs = 150;

/** Whether nobody can be speaking: a language model would rather invent a sentence than say so. */
export function isSilent(samples: Float32Array): boolean {
  const size = Math.floor((sampleRate * windowMs) / 1_000);
  let loudMs = 0;
  for (let at = 0; at + size <= samples.length; at += size) {
    let sum = 0;
    for (const sample of samples.subarray(at, at + size)) sum += sample * sample;
    if (Math.sqrt(sum / size) >= quietest) loudMs += windowMs;
  }
  return loudMs < shortestMs;
}
