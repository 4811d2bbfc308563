import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';

import { type NodeFields, selectFields } from '../management/fields.ts';
import { parseParameters } from '../management/parse-parameters.ts';
import type { NodeKind, Query } from '../nodes/node-kind.ts';
import { Rules } from '../rules/rules.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import type { BusinessAccount } from './account.ts';
import { Accounts } from './accounts.ts';
import { healthOfAccount } from './health.ts';
import { messagingTier } from './messaging-tier.ts';
import { numberView } from './number.fields.ts';
import { subscriptionView } from './subscriptions.controller.ts';

const usual = ['id', 'name', 'timezone_id', 'message_template_namespace'];

const changeSchema = z.object({
  name: z.string().min(1).max(100).optional(),
  timezone_id: z.string().regex(/^\d+$/).optional(),
});

/** A business account (WABA) under its id. */
@Injectable()
export class AccountNode implements NodeKind {
  constructor(
    private readonly accounts: Accounts,
    private readonly rules: Rules,
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
  ) {}

  get(id: string, { fields }: Query): object | undefined {
    const account = this.accounts.account(id);
    return (
      account && selectFields(this.#fieldsOf(account), fields, { node: 'WhatsAppBusinessAccount', usual })
    );
  }

  post(id: string, body: Record<string, unknown>): object | undefined {
    const account = this.accounts.account(id);
    if (!account) return undefined;
    const change = parseParameters(changeSchema, body);
    account.name = change.name ?? account.name;
    account.timezoneId = change.timezone_id ?? account.timezoneId;
    return { success: true };
  }

  #fieldsOf(account: BusinessAccount): NodeFields {
    const tier = messagingTier(this.rules.now.messagingLimit);
    return {
      id: () => account.id,
      name: () => account.name,
      timezone_id: () => account.timezoneId,
      message_template_namespace: () => `namespace_${account.id}`,
      account_review_status: () => account.reviewStatus,
      business_verification_status: () => 'verified',
      ownership_type: () => 'SELF',
      country: () => 'US',
      primary_business_location: () => 'US',
      currency: () => 'USD',
      status: () => 'ACTIVE',
      whatsapp_business_manager_messaging_limit: () => tier,
      health_status: () => healthOfAccount(account),
      phone_numbers: () => ({ data: account.numbers.map((number) => numberView(number, tier)) }),
      subscribed_apps: () => subscriptionView(account, this.config),
    };
  }
}
