/** Of the first and the last name: `Barbara J. Johnson` is BJ. */
export function initialsOf(name: string): string {
  const words = name.match(/\p{L}[^\s]*/gu) ?? [];
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return `${first?.[0] ?? '?'}${last?.[0] ?? ''}`.toUpperCase();
}
