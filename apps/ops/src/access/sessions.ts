import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

import type { Role } from './tokens.ts';

export const sessionCookie = 'handsfree_ops';
export const sessionSeconds = 12 * 3_600;

/**
 * Sessions that nobody has to keep: signed with a key made from the token that they began with, so that they work with every replica, and
 * end when that token is changed.
 */
export class Sessions {
  readonly #keys = new Map<Role, Buffer>();

  constructor(
    { opsToken, opsReadToken }: { opsToken: string; opsReadToken?: string },
    private readonly now: () => number = Date.now,
  ) {
    this.#keys.set('operator', keyOf(opsToken));
    if (opsReadToken !== undefined) this.#keys.set('reader', keyOf(opsReadToken));
  }

  /** @returns the value of the cookie */
  begin(role: Role): string {
    const key = this.#keys.get(role);
    if (!key) throw new Error(`there is no token for the role ${role}`);
    const content = `${role}.${this.now() + sessionSeconds * 1_000}.${randomBytes(12).toString('base64url')}`;
    return `${content}.${signature(key, content)}`;
  }

  /** @returns undefined when it is not ours, or over */
  roleOf(value: string): Role | undefined {
    const [name = '', until = '', nonce = '', signed = ''] = value.split('.');
    const role = name === 'operator' || name === 'reader' ? name : undefined;
    const key = role && this.#keys.get(role);
    if (!key) return undefined;
    const expected = Buffer.from(signature(key, `${name}.${until}.${nonce}`));
    const given = Buffer.from(signed);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
    return Number(until) > this.now() ? role : undefined;
  }
}

const keyOf = (token: string): Buffer =>
  Buffer.from(hkdfSync('sha256', token, '', 'handsfree ops session', 32));

const signature = (key: Buffer, content: string): string =>
  createHmac('sha256', key).update(content).digest('base64url');
