import { Body, Controller, Get, HttpCode, NotFoundException, Param, Patch, Post } from '@nestjs/common';

import { GraphIds } from '../management/graph-ids.ts';
import { parseInput } from '../parse-input.ts';
import { Registration } from './registration.ts';
import type { BusinessAccount, BusinessNumber } from './account.ts';
import { AccountChanges } from './account-changes.ts';
import {
  accountChangeSchema,
  newAccountSchema,
  newNumberSchema,
  numberChangeSchema,
} from './account.schema.ts';
import { Accounts } from './accounts.ts';

/** Accounts and numbers as a test wants them, and what Meta decides about them. */
@Controller('_scenario')
export class AccountScenarioController {
  constructor(
    private readonly accounts: Accounts,
    private readonly changes: AccountChanges,
    private readonly registration: Registration,
    private readonly ids: GraphIds,
  ) {}

  @Post('accounts')
  addAccount(@Body() body: unknown): object {
    const { webhookUrl } = this.accounts.usual.account;
    const { id } = this.accounts.addAccount({
      id: this.ids.next(),
      webhookUrl,
      ...parseInput(newAccountSchema, body),
    });
    return { id };
  }

  @Patch('accounts/:id')
  @HttpCode(204)
  changeAccount(@Param('id') id: string, @Body() body: unknown): void {
    this.changes.ofAccount(this.#account(id), parseInput(accountChangeSchema, body));
  }

  @Get('numbers')
  listNumbers(): object[] {
    return this.accounts.numbers.map((number) => this.#view(number));
  }

  @Post('numbers')
  addNumber(@Body() body: unknown): object {
    const { account: accountId, ...about } = parseInput(newNumberSchema, body);
    const account = this.#account(accountId ?? this.accounts.usual.account.id);
    return this.#view(this.accounts.addNumber(account, { id: this.ids.next(), ...about }));
  }

  @Patch('numbers/:id')
  @HttpCode(204)
  changeNumber(@Param('id') id: string, @Body() body: unknown): void {
    const number = this.accounts.number(id);
    if (!number) throw new NotFoundException();
    this.changes.ofNumber(number, parseInput(numberChangeSchema, body));
  }

  #account(id: string): BusinessAccount {
    const account = this.accounts.account(id);
    if (!account) throw new NotFoundException();
    return account;
  }

  /** With the code that would arrive by SMS. */
  #view(number: BusinessNumber): object {
    const { id, account, phone, verifiedName, status, allowedRecipients } = number;
    const code = this.registration.codeFor(number);
    const recipients = allowedRecipients && [...allowedRecipients];
    return { id, account: account.id, phone, verifiedName, status, allowedRecipients: recipients, code };
  }
}
