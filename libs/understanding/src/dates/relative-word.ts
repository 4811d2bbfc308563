import type { Reader } from './reader.ts';

/** "this", "next" and "last", as steps from the present one. */
export function step(reader: Reader): number | undefined {
  const before = reader.at;
  reader.eat('the');
  if (reader.eatAll('this coming') || reader.eatAll('this upcoming')) return 1;
  if (reader.eatAll('this past') || reader.eatAll('this last')) return -1;
  if (reader.eat('this current')) return 0;
  if (reader.eat('next coming upcoming following')) return 1;
  if (reader.eat('last past previous')) return -1;
  reader.at = before;
  return undefined;
}
