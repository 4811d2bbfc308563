import { z } from 'zod';

import { otherSpelling, rules, setting } from '#platform';

const digits = (number: string): string => number.replaceAll(/[^\d]/g, '');

export const accessSettings = {
  access: setting(
    'ACCESS',
    z.enum(['open', 'invite', 'list'], 'must be open, invite or list').default('open'),
  ),
  accessList: setting('ACCESS_LIST', rules.commaList.transform((all) => all.map(digits)).optional(), {
    fromFile: true,
    neededWith: { name: 'ACCESS', values: ['list'] },
    ifMissing: 'the phone numbers that may use the assistant, such as +4915112345678,+16505551234',
  }),
  accessCode: setting('ACCESS_CODE', rules.text.optional(), {
    fromFile: true,
    neededWith: { name: 'ACCESS', values: ['invite'] },
    ifMissing: 'the word that people say once, such as bluebird',
  }),
};

interface AccessConfig {
  access: 'open' | 'invite' | 'list';
  accessList?: string[];
  accessCode?: string;
}

/** Who may use the assistant, by the settings. Whoever said the code word is known to the database only. */
export class AccessRules {
  readonly #listed: ReadonlySet<string>;

  constructor(private readonly config: AccessConfig) {
    this.#listed = new Set(config.accessList);
  }

  /** Everybody, or somebody whose number is listed, in whichever of its spellings. */
  admits(phone: string | undefined): boolean {
    if (this.config.access === 'open') return true;
    const other = phone === undefined ? undefined : otherSpelling(phone);
    return [phone, other].some((one) => one !== undefined && this.#listed.has(one));
  }

  /** Whether a code word admits people. */
  get isByCode(): boolean {
    return this.config.access === 'invite';
  }

  /** The word alone, however it is written. */
  isCode(words: string | undefined): boolean {
    const { accessCode } = this.config;
    return this.isByCode && accessCode !== undefined && plain(words ?? '') === plain(accessCode);
  }
}

const plain = (words: string): string => words.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
