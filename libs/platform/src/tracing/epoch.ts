import { monotonicMs } from '../step-trace.ts';

const anewAfterMs = 60_000;
let comparedAtMs = -Infinity;
let difference = 0;

/** Milliseconds since 1970, with fractions, of a moment on `monotonicMs`. Both clocks are compared anew each minute: one of them is set by others. */
export function epochMs(at: number): number {
  const nowMs = monotonicMs();
  if (nowMs - comparedAtMs > anewAfterMs) {
    comparedAtMs = nowMs;
    difference = Date.now() - nowMs;
  }
  return at + difference;
}

export const nowMs = (): number => epochMs(monotonicMs());
