/** When a token ends; undefined when WhatsApp did not say. */
export type Expiry = Date | 'never' | undefined;

const units = [
  ['day', 24 * 3_600_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;
const relative = new Intl.RelativeTimeFormat('en');

/** "in 12 days (2027-01-20 14:03 UTC)", "3 hours ago (…)", "never". Rounded down, so that it promises no time that is not there. */
export function expiryWords(expiry: Expiry, now = new Date()): string {
  if (expiry === undefined) return 'unknown';
  if (expiry === 'never') return expiry;
  const leftMs = expiry.getTime() - now.getTime();
  // From two units on: rounded down to "1 day", 47 hours would lose half of themselves.
  const [unit, unitMs] = units.find(([, ms]) => Math.abs(leftMs) >= 2 * ms) ?? units[2];
  const date = expiry.toISOString().replace('T', ' ').slice(0, 16);
  return `${relative.format(Math.trunc(leftMs / unitMs), unit)} (${date} UTC)`;
}
