import { Injectable, type PipeTransform } from '@nestjs/common';

import { nothingWithId } from '../management/management.faults.ts';
import type { BusinessAccount } from './account.ts';
import { Accounts } from './accounts.ts';

/** From the id in a path to the account. */
@Injectable()
export class AccountPipe implements PipeTransform<string, BusinessAccount> {
  constructor(private readonly accounts: Accounts) {}

  transform(id: string): BusinessAccount {
    const account = this.accounts.account(id);
    if (!account) throw nothingWithId(id);
    return account;
  }
}
