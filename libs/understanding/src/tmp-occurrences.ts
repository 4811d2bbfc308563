export function nextOccurrences(
  _rule: string,
  _startIso: string,
  _timezone: string,
  _after: Date,
  _limit: number,
): Date[] {
  return [];
}
