/**
 * The text of a file in UTF-8, in UTF-16 with a byte order mark, or in Windows-1252, which holds Latin-1: what is not valid UTF-8 where
 * it leaves ASCII. A character that was cut in two at the end is left out.
 */
export function decodedText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded('utf-16le', even(bytes));
  if (first === 0xfe && second === 0xff) return decoded('utf-16be', even(bytes));
  const text = decoded('utf-8', bytes);
  const { whole, broken } = beyondAscii(text);
  return broken > whole ? windows1252(bytes) : text.replace(CUT_AT_END, '');
}

/** Where Windows-1252 differs from Latin-1. Node 20's decoder takes the one for the other. */
const FROM_0X80 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

export function windows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/[\u0080-\u009F]/g, (one) => FROM_0X80[one.charCodeAt(0) - 0x80] ?? one);
}

const CUT_AT_END = /\uFFFD$/;

/** An odd byte at the end is half a character, and so may be the two before it. */
const even = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length - (bytes.length % 2));

const decoded = (encoding: string, bytes: Uint8Array): string => {
  const text = new TextDecoder(encoding).decode(bytes);
  return encoding.startsWith('utf-16') ? text.replace(CUT_AT_END, '') : text;
};

/** How many characters beyond ASCII are whole, and how many are broken; one at the very end may have been cut. */
function beyondAscii(text: string): { whole: number; broken: number } {
  const broken = text.replace(CUT_AT_END, '').split('\uFFFD').length - 1;
  const all = text.match(/[^\0-\x7F\uFFFD]/gu)?.length ?? 0;
  return { whole: all, broken };
}
