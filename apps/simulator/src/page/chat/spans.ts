const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** A length of time in its two largest units: `1 d 2 h`, `23 h 5 min`, `40 s`. */
export function spanInWords(ms: number): string {
  let left = Math.max(0, Math.floor(ms / 1_000));
  const words: string[] = [];
  for (const [unit, seconds] of units) {
    const count = Math.floor(left / seconds);
    left %= seconds;
    if (count) words.push(`${count} ${unit}`);
    // Zero of the next smaller unit is worth no word, and two are precise enough.
    if (words.length === 2 || (words.length === 1 && !count)) break;
  }
  return words.join(' ') || '0 s';
}
