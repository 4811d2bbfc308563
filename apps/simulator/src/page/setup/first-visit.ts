const key = 'setup seen';

/** Whether this browser never saw the set-up before. On a small screen, where it covers everything, nobody is shown it unasked. */
export function isFirstVisit(): boolean {
  if (matchMedia('(max-width: 48rem)').matches) return false;
  try {
    const seen = localStorage.getItem(key) !== null;
    localStorage.setItem(key, 'yes');
    return !seen;
  } catch {
    return false;
  }
}
