import { z } from 'zod';

/** WhatsApp began in 2009. */
const earliest = Date.UTC(2009, 0) / 1_000;
/** As seconds, 3,000 years from now; so it is milliseconds, or even smaller units. */
const smallerUnit = 100_000_000_000;
/** How far two clocks may differ, in seconds. */
const tolerance = 300;

/**
 * A time in seconds, whatever it came as: seconds or milliseconds, as a number or in digits, or a date in ISO 8601 with its zone. Anything
 * else, and any time before WhatsApp began, counts as missing. Whether it is in the past, `pastTime` decides.
 */
export const webhookTime = z.unknown().optional().transform(toSeconds);

/**
 * The time, unless it is missing or ahead of our clock.
 *
 * @param time in seconds
 * @param receivedAt in milliseconds
 */
export function pastTime(time: number | undefined, receivedAt: number): number | undefined {
  return time !== undefined && time <= receivedAt / 1_000 + tolerance ? time : undefined;
}

/** As `pastTime`; when it was received, where that is all we know. In seconds. */
export function timeOrReceipt(time: number | undefined, receivedAt: number): number {
  return pastTime(time, receivedAt) ?? Math.floor(receivedAt / 1_000);
}

function toSeconds(value: unknown): number | undefined {
  let seconds = numberOf(value);
  if (!Number.isFinite(seconds)) return undefined;
  while (seconds >= smallerUnit) seconds /= 1_000;
  return seconds >= earliest ? Math.floor(seconds) : undefined;
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return NaN;
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  return /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) / 1_000 : NaN;
}
