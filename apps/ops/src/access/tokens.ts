import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { SettingsError } from '#platform';

/** A reader sees everything and changes nothing. */
export type Role = 'operator' | 'reader';

/** Knows by which token somebody may do what. */
export class Tokens {
  /** Of this process alone: digests by it have one length and tell nothing about what was compared. */
  readonly #key = randomBytes(32);
  readonly #digests: [Role, Buffer][];

  constructor({ opsToken, opsReadToken }: { opsToken: string; opsReadToken?: string }) {
    if (opsToken === opsReadToken)
      throw new SettingsError(['OPS_READ_TOKEN: must not be the same as OPS_TOKEN']);
    this.#digests = [['operator', this.#digest(opsToken)]];
    if (opsReadToken !== undefined) this.#digests.push(['reader', this.#digest(opsReadToken)]);
  }

  /** Takes the same time whatever is given. */
  roleOf(given: string): Role | undefined {
    const digest = this.#digest(given);
    let fitting: Role | undefined;
    for (const [role, own] of this.#digests) if (timingSafeEqual(own, digest)) fitting = role;
    return fitting;
  }

  #digest(token: string): Buffer {
    return createHmac('sha256', this.#key).update(token).digest();
  }
}
