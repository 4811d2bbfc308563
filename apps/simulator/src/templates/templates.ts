import { Injectable } from '@nestjs/common';

import type { BusinessAccount } from '../accounts/account.ts';
import { Accounts } from '../accounts/accounts.ts';
import { Clock } from '../clock.ts';
import type { Template } from './template.ts';

/** The templates of all accounts. It begins with the one that Meta gives to everybody. */
@Injectable()
export class Templates {
  readonly #templates = new Map<string, Template>();

  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {
    this.reset();
  }

  add(template: Template): void {
    this.#templates.set(template.id, template);
  }

  remove({ id }: Template): void {
    this.#templates.delete(id);
  }

  withId(id: string): Template | undefined {
    return this.#templates.get(id);
  }

  of(account: BusinessAccount): Template[] {
    return [...this.#templates.values()].filter((one) => one.account === account);
  }

  /** @param language `en_US` and `en-US` are the same */
  find(account: BusinessAccount, name: string, language: string): Template | undefined {
    const code = languageCode(language);
    return this.of(account).find((one) => one.name === name && one.language === code);
  }

  reset(): void {
    this.#templates.clear();
    this.add(helloWorld(this.accounts.usual.account, this.clock.now()));
  }
}

/** As in REST. */
export function languageCode(written: string): string {
  return written.replaceAll('-', '_');
}

function helloWorld(account: BusinessAccount, now: number): Template {
  return {
    id: '1192339204654487',
    account,
    name: 'hello_world',
    language: 'en_US',
    category: 'UTILITY',
    status: 'APPROVED',
    parameterFormat: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
      {
        type: 'BODY',
        text: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification from the Cloud API, hosted by Meta. Thank you for taking the time to test with us.',
      },
      { type: 'FOOTER', text: 'WhatsApp Business Platform sample message' },
    ],
    qualityScore: 'UNKNOWN',
    rejectedReason: 'NONE',
    lastUpdatedAt: now,
  };
}
