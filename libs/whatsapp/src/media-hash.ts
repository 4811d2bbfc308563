/** Whether it spells a SHA-256 at all. */
export const isHash = (written: string | undefined): written is string =>
  written !== undefined && /^(?:[0-9a-f]{64}|[\w+/-]{43}=?)$/i.test(written);

/** Whether `written` spells this SHA-256: base64 as in webhooks, or hex as in the answer of `GET /<media id>`. */
export function spellsHash(written: string, hash: Buffer): boolean {
  const encoding = /^[0-9a-f]{64}$/i.test(written) ? 'hex' : 'base64';
  return Buffer.from(written, encoding).equals(hash);
}
