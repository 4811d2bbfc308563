import { zoneNamed } from '../dates/zone.ts';

const WEEK_MS = 7 * 86_400_000;
const WEEKS = 53;

/** How the clocks of a zone go for a year: between two that go alike, it makes no difference where somebody is. */
export function clockOf(zone: string, now: Date): string {
  const named = zoneNamed(zone);
  return Array.from({ length: WEEKS }, (_, week) => named.offset(now.getTime() + week * WEEK_MS)).join(' ');
}
