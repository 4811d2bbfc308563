// Preloaded into an app of a test (`node --import`): its `Date` tells the time that `SimulatedClock` keeps in a file. Timers stay real.
import { readFileSync } from 'node:fs';

const file = process.env.SIMULATED_CLOCK ?? '';
const realNow = Date.now;
/** Reading the file each time would cost more than the app itself. */
const lookPauseMs = 1;
let lookedAtMs = -Infinity;
/** @type {{ standsAt?: number, aheadMs?: number }} */
let clock = {};

Date.now = () => {
  if (performance.now() - lookedAtMs > lookPauseMs) {
    clock = JSON.parse(readFileSync(file, 'utf8'));
    lookedAtMs = performance.now();
  }
  return clock.standsAt ?? realNow() + (clock.aheadMs ?? 0);
};

globalThis.Date = new Proxy(Date, {
  construct: (Real, values, target) =>
    Reflect.construct(Real, values.length === 0 ? [Real.now()] : values, target),
});
