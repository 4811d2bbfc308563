import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';

import { AccessGuard } from '../cloud-api/access.guard.ts';
import { GraphIds } from '../management/graph-ids.ts';
import { refusal } from '../management/management.faults.ts';
import { pageOf } from '../management/paging.ts';
import { parseParameters } from '../management/parse-parameters.ts';
import { Rules } from '../rules/rules.ts';
import type { BusinessAccount } from './account.ts';
import { AccountPipe } from './account.pipe.ts';
import { Accounts } from './accounts.ts';
import { messagingTier } from './messaging-tier.ts';
import { numberView } from './number.fields.ts';

const newNumberSchema = z.object({
  cc: z
    .string()
    .regex(/^\d{1,3}$/)
    .default(''),
  phone_number: z.string().regex(/^[1-9]\d{3,14}$/),
  verified_name: z.string().min(2).max(75),
});

/** `/<account>/phone_numbers`. */
@Controller('v:version/:accountId/phone_numbers')
@UseGuards(AccessGuard)
export class AccountNumbersController {
  constructor(
    private readonly accounts: Accounts,
    private readonly ids: GraphIds,
    private readonly rules: Rules,
  ) {}

  @Get()
  list(
    @Param('accountId', AccountPipe) { numbers }: BusinessAccount,
    @Req() request: Request,
    @Query('fields') fields?: string,
  ): object {
    const tier = messagingTier(this.rules.now.messagingLimit);
    const page = pageOf(numbers, request);
    return { ...page, data: page.data.map((number) => numberView(number, tier, fields)) };
  }

  /** It can send once it is verified and registered. */
  @Post()
  @HttpCode(200)
  add(@Param('accountId', AccountPipe) account: BusinessAccount, @Body() body: unknown): object {
    const { cc, phone_number: written, verified_name: verifiedName } = parseParameters(newNumberSchema, body);
    const phone = written.startsWith(cc) ? written : cc + written;
    if (this.accounts.numbers.some((number) => number.phone === phone)) {
      throw refusal('badParameter', 'phone_number: it is taken already');
    }
    const { id } = this.accounts.addNumber(account, {
      id: this.ids.next(),
      phone,
      verifiedName,
      nameStatus: 'PENDING_REVIEW',
      codeVerificationStatus: 'NOT_VERIFIED',
      status: 'PENDING',
      qualityRating: 'UNKNOWN',
    });
    return { id };
  }
}
