/** @param isAtLeast there may be more: "10,000+" */
export const number = (value: number, isAtLeast = false): string =>
  `${value.toLocaleString('en')}${isAtLeast ? '+' : ''}`;

/** "12 s", "5 min", "3 h", "2 days". */
export function age(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6_000) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** "14:03", with the day unless it is today. */
export function time(iso: string): string {
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday ? clock.format(date) : dayAndTime(iso);
}

/** "28 Nov 14:03". */
export const dayAndTime = (iso: string): string =>
  `${day.format(new Date(iso))} ${clock.format(new Date(iso))}`;

/** "since 14:03 (5 min)". */
export function since(iso: string, now: string): string {
  const seconds = Math.max(0, (Date.parse(now) - Date.parse(iso)) / 1_000);
  return `since ${time(iso)} (${seconds < 5 ? 'just now' : age(seconds)})`;
}
