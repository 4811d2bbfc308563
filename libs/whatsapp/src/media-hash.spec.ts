import { createHash } from 'node:crypto';

import { isHash, spellsHash } from './media-hash.ts';

const hash = createHash('sha256').update('a picture').digest();
const other = createHash('sha256').update('another picture').digest();

describe('a hash', () => {
  it.each([
    ['base64, as in webhooks', hash.toString('base64')],
    ['hex, as in answers', hash.toString('hex')],
    ['hex in capitals', hash.toString('hex').toUpperCase()],
    ['base64 of URLs', hash.toString('base64url')],
  ])('is recognised in %s', (_, written) => {
    expect(spellsHash(written, hash)).toBe(true);
    expect(spellsHash(written, other)).toBe(false);
    expect(isHash(written)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'grwfwe...=',
    hash.toString('hex').slice(1),
    hash.toString('base64').slice(4),
    'x'.repeat(99),
  ])('is none in %p', (written) => {
    expect(isHash(written)).toBe(false);
  });
});
