const calendar = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Names the day a message was written on: "Today", "Yesterday" or the date. */
export function dayName(at: Date, now = new Date()): string {
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  // Time may have been moved forward while the page was open.
  if (days < -1 || days > 0) return calendar.format(at);
  const words = relative.format(days, 'day');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function midnight(at: Date): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
