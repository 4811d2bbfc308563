import { Injectable } from '@nestjs/common';

import type { BusinessAccount } from '../accounts/account.ts';
import type { Template } from './template.ts';

/** The templates of all accounts. */
@Injectable()
export class Templates {
  readonly #templates = new Map<string, Template>();

  add(template: Template): void {
    this.#templates.set(template.id, template);
  }

  find(account: BusinessAccount, name: string, language: string): Template | undefined {
    return [...this.#templates.values()].find(
      (one) => one.account === account && one.name === name && one.language === language,
    );
  }
}
