import type { Action } from '../meaning.ts';

/** A file may say the same twice, on a poster and on its ticket: it is proposed once, as it was said first. */
export function distinct(actions: Action[]): Action[] {
  const seen = new Set<string>();
  return actions.filter((action) => {
    const key = keyOf(action);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function keyOf({ intent, title, words, place, when, recurrence }: Action): string {
  const name = (title ?? words)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const start = when && [Date.parse(when.start), when.grain === 'day'];
  return JSON.stringify([intent, name, place?.toLowerCase(), start, recurrence?.rule]);
}
