import type { Recurrence } from '#understanding';

/** "every weekday", "every 2 weeks on Tuesday until December 31, 2026" */
export function ruleWords({ rule, endOfShortMonths }: Recurrence): string {
  return endOfShortMonths ? `${rule} (on the last day of shorter months)` : rule;
}
