import { Injectable } from '@nestjs/common';

import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import type { BusinessAccount, BusinessNumber } from './account.ts';

/** What the business is told of its accounts and numbers. */
@Injectable()
export class AccountEvents {
  constructor(private readonly courier: WebhookCourier) {}

  ofAccount(account: BusinessAccount, field: string, value: object): void {
    this.courier.deliver({ account, field, value, kind: field, wamid: null });
  }

  ofNumber(number: BusinessNumber, field: string, value: object): void {
    this.ofAccount(number.account, field, { display_phone_number: number.phone, ...value });
  }
}
