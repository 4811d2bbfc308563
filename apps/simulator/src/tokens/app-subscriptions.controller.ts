import { Controller, Get, Inject, Param, Req } from '@nestjs/common';
import type { Request } from 'express';

import { GraphError, graphFaults } from '../cloud-api/graph.error.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import { Admission } from './admission.ts';

/** All that this simulator delivers: the app is subscribed to each. */
const fields = [
  'messages',
  'account_update',
  'account_alerts',
  'account_review_update',
  'business_capability_update',
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'user_preferences',
];

/** `/<app>/subscriptions`: which webhooks the app wants, and where. */
@Controller('v:version/:appId/subscriptions')
export class AppSubscriptionsController {
  constructor(
    private readonly admission: Admission,
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
  ) {}

  @Get()
  list(@Req() request: Request, @Param('appId') appId: string): object {
    this.admission.admitApp(request);
    if (appId !== this.config.appId)
      throw new GraphError(graphFaults.invalidParameter, `There is no app with ID '${appId}'.`);
    return {
      data: [
        {
          object: 'whatsapp_business_account',
          callback_url: this.config.webhookUrl,
          active: true,
          fields: fields.map((name) => ({ name, version: 'v26.0' })),
        },
      ],
    };
  }
}
