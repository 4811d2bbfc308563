import {
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Patch,
  Post,
} from '@nestjs/common';

import { GraphIds } from '../management/graph-ids.ts';
import { managementRoutes } from '../management/management.routes.ts';
import { parseInput } from '../parse-input.ts';
import type { BusinessAccount, BusinessNumber } from './account.ts';
import { AccountChanges } from './account-changes.ts';
import { Accounts } from './accounts.ts';

/** Accounts and numbers as a test wants them, and what Meta decides about them. */
@Controller('_scenario')
export class AccountScenarioController {
  constructor(
    private readonly accounts: Accounts,
    private readonly changes: AccountChanges,
    private readonly ids: GraphIds,
  ) {}

  @Post('accounts')
  @HttpCode(200)
  addAccount(@Body() body: unknown): object {
    const { webhookUrl } = this.accounts.usual.account;
    const about = { id: this.ids.next(), webhookUrl, ...parseInput(managementRoutes.addAccount.body, body) };
    if (this.accounts.account(about.id)) throw new ConflictException();
    return { id: this.accounts.addAccount(about).id };
  }

  @Patch('accounts/:id')
  @HttpCode(204)
  changeAccount(@Param('id') id: string, @Body() body: unknown): void {
    this.changes.ofAccount(this.#account(id), parseInput(managementRoutes.changeAccount.body, body));
  }

  @Get('numbers')
  listNumbers(): object[] {
    return this.accounts.numbers.map((number) => view(number));
  }

  @Post('numbers')
  @HttpCode(200)
  addNumber(@Body() body: unknown): object {
    const { account: accountId, ...about } = parseInput(managementRoutes.addNumber.body, body);
    const account = this.#account(accountId ?? this.accounts.usual.account.id);
    const number = { id: this.ids.next(), ...about };
    if (this.accounts.number(number.id)) throw new ConflictException();
    return view(this.accounts.addNumber(account, number));
  }

  @Patch('numbers/:id')
  @HttpCode(204)
  changeNumber(@Param('id') id: string, @Body() body: unknown): void {
    const number = this.accounts.number(id);
    if (!number) throw new NotFoundException();
    this.changes.ofNumber(number, parseInput(managementRoutes.changeNumber.body, body));
  }

  #account(id: string): BusinessAccount {
    const account = this.accounts.account(id);
    if (!account) throw new NotFoundException();
    return account;
  }
}

function view({ account, allowedRecipients, ...number }: BusinessNumber): object {
  const { id, phone, verifiedName, status } = number;
  const recipients = allowedRecipients && [...allowedRecipients];
  return { id, account: account.id, phone, verifiedName, status, allowedRecipients: recipients };
}
