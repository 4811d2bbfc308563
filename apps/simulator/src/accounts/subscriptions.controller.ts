import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';

import { AccessGuard } from '../cloud-api/access.guard.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import type { BusinessAccount } from './account.ts';
import { AccountPipe } from './account.pipe.ts';
import { checkedCallback } from './callback.ts';

/** `/<account>/subscribed_apps`: whether the app gets the account's webhooks, and where. There is one app. */
@Controller('v:version/:accountId/subscribed_apps')
@UseGuards(AccessGuard)
export class SubscriptionsController {
  constructor(@Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig) {}

  @Get()
  list(@Param('accountId', AccountPipe) account: BusinessAccount): object {
    return subscriptionView(account, this.config);
  }

  /** Without an address an override of before goes. */
  @Post()
  @HttpCode(200)
  async subscribe(
    @Param('accountId', AccountPipe) account: BusinessAccount,
    @Body() body: unknown = {},
  ): Promise<object> {
    account.overrideUrl = await checkedCallback(body);
    account.subscribed = true;
    return account.overrideUrl
      ? { success: true, ...subscriptionView(account, this.config) }
      : { success: true };
  }

  @Delete()
  unsubscribe(@Param('accountId', AccountPipe) account: BusinessAccount): object {
    account.subscribed = false;
    account.overrideUrl = undefined;
    return { success: true };
  }
}

export function subscriptionView(
  { subscribed, overrideUrl }: BusinessAccount,
  { appId, businessName }: SimulatorConfig,
): object {
  const app = {
    id: appId,
    name: businessName,
    link: `https://www.facebook.com/games/?app_id=${appId}`,
  };
  return {
    data: subscribed ? [{ override_callback_uri: overrideUrl, whatsapp_business_api_data: app }] : [],
  };
}
