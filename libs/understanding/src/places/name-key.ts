const PLAIN = /^[a-z]+(?: [a-z]+)*$/;
const WRITTEN_OUT = /\b(?:saint|fort|mount)\b/;

/** A place's name as it is compared: "Saint-Étienne" and "st etienne" are the same. */
export function nameKey(name: string): string {
  const plain = name.toLowerCase();
  // Most are, and the gazetteer has thousands.
  if (PLAIN.test(plain) && !WRITTEN_OUT.test(plain)) return plain;
  return plain
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll(/['’.ʻ`]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replaceAll(/\bsaint\b/g, 'st')
    .replaceAll(/\bfort\b/g, 'ft')
    .replaceAll(/\bmount\b/g, 'mt');
}
