import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { parseParameters } from '../management/parse-parameters.ts';
import type { NodeKind, Query } from '../nodes/node-kind.ts';
import { Rules } from '../rules/rules.ts';
import type { BusinessNumber } from './account.ts';
import { Accounts } from './accounts.ts';
import { checkedCallback } from './callback.ts';
import { DisplayNames } from './display-names.ts';
import { messagingTier } from './messaging-tier.ts';
import { numberView } from './number.fields.ts';

const pin = z.string().regex(/^\d{6}$/, 'must be six digits');

const changeSchema = z.object({
  pin: pin.optional(),
  new_display_name: z.string().min(2).max(75).optional(),
  username: z.string().min(1).optional(),
  webhook_configuration: z.unknown().optional(),
});

/** A business's number under its id. */
@Injectable()
export class NumberNode implements NodeKind {
  constructor(
    private readonly accounts: Accounts,
    private readonly rules: Rules,
    private readonly names: DisplayNames,
  ) {}

  get(id: string, { fields }: Query): object | undefined {
    const number = this.accounts.number(id);
    return number && numberView(number, messagingTier(this.rules.now.messagingLimit), fields);
  }

  post(id: string, body: Record<string, unknown>): Promise<object> | undefined {
    const number = this.accounts.number(id);
    return number && this.#change(number, body);
  }

  async #change(number: BusinessNumber, body: Record<string, unknown>): Promise<object> {
    const change = parseParameters(changeSchema, body);
    if (change.webhook_configuration !== undefined) {
      number.webhookUrl = await checkedCallback(change.webhook_configuration);
    }
    number.pin = change.pin ?? number.pin;
    number.username = change.username ?? number.username;
    if (change.new_display_name) this.names.request(number, change.new_display_name);
    return { success: true };
  }
}
