import { Injectable } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { Rules } from '../rules/rules.ts';
import { AccountEvents } from './account-events.ts';
import type { AccountChange, NumberChange } from './account.schema.ts';
import type { BusinessAccount, BusinessNumber } from './account.ts';
import { DisplayNames } from './display-names.ts';
import { type MessagingTier, messagingTier } from './messaging-tier.ts';

const dayMs = 24 * 3_600_000;
const mostNumbers = 25;

/** What Meta decides about accounts and numbers, each with the webhook that tells it. */
@Injectable()
export class AccountChanges {
  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly events: AccountEvents,
    private readonly names: DisplayNames,
  ) {}

  ofNumber(number: BusinessNumber, change: NumberChange): void {
    const before = { ...number };
    const { allowedRecipients, displayName, ...values } = change;
    Object.assign(number, values);
    if (allowedRecipients !== undefined) number.allowedRecipients = allowedRecipients ?? undefined;
    if (displayName) this.names.decide(number, displayName === 'approved');

    if (isFlagged(number) !== isFlagged(before)) {
      this.#qualityUpdate(number, isFlagged(number) ? 'FLAGGED' : 'UNFLAGGED');
    }
    if (number.throughput === 'HIGH' && before.throughput === 'STANDARD') {
      this.#qualityUpdate(number, 'THROUGHPUT_UPGRADE');
    }
    if (number.status !== before.status) this.#tellStatus(number);
  }

  ofAccount(account: BusinessAccount, change: AccountChange): void {
    const { reviewStatus, messagingLimit, restrictions, violation, ban, event } = change;
    if (reviewStatus) {
      account.reviewStatus = reviewStatus;
      this.events.ofAccount(account, 'account_review_update', { decision: reviewStatus });
    }
    if (messagingLimit !== undefined) this.#changeLimit(account, messagingLimit);
    if (restrictions) this.#update(account, this.#restriction(restrictions));
    if (violation) {
      this.#update(account, { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: violation } });
    }
    if (ban) this.#update(account, this.#ban(ban));
    if (event) this.#update(account, { event });
  }

  /** Whether people complain is told only where it goes below or above the last step. */
  #qualityUpdate(number: BusinessNumber, event: string): void {
    const tier = this.#tier;
    const value = { event, old_limit: tier, current_limit: tier, max_daily_conversations_per_business: tier };
    this.events.ofNumber(number, 'phone_number_quality_update', value);
  }

  #tellStatus({ account, phone, status }: BusinessNumber): void {
    if (status === 'BANNED') this.#update(account, { phone_number: phone, ...this.#ban('DISABLE') });
    if (status === 'RESTRICTED') {
      const restriction = this.#restriction(['RESTRICTED_BIZ_INITIATED_MESSAGING']);
      this.#update(account, { phone_number: phone, ...restriction });
    }
  }

  #changeLimit(account: BusinessAccount, limit: number | null): void {
    this.rules.change({ messagingLimit: limit });
    this.events.ofAccount(account, 'business_capability_update', {
      max_daily_conversations_per_business: limit ?? this.#tier,
      max_phone_numbers_per_waba: mostNumbers,
    });
  }

  #update(account: BusinessAccount, value: object): void {
    this.events.ofAccount(account, 'account_update', value);
  }

  #restriction(types: string[]): object {
    const expiration = Math.floor((this.clock.now() + dayMs) / 1_000);
    const restrictions = types.map((type) => ({ restriction_type: type, expiration }));
    return { event: 'ACCOUNT_RESTRICTION', restriction_info: restrictions };
  }

  #ban(state: string): object {
    const date = this.clock.date().toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
    return { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: state, waba_ban_date: date } };
  }

  get #tier(): MessagingTier {
    return messagingTier(this.rules.now.messagingLimit);
  }
}

function isFlagged({ qualityRating, status }: BusinessNumber): boolean {
  return qualityRating === 'RED' || status === 'FLAGGED';
}
