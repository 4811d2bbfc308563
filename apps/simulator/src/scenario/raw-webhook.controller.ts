import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';

import { Accounts } from '../accounts/accounts.ts';
import { parseInput } from '../parse-input.ts';
import { WebhookPost } from '../webhooks/webhook.post.ts';
import { scenarioRoutes as routes } from './scenario.routes.ts';

/** Posts bytes as they are, to see what the business makes of broken or forged webhooks. */
@Controller('_scenario/webhooks/raw')
export class RawWebhookController {
  constructor(
    private readonly accounts: Accounts,
    private readonly post: WebhookPost,
  ) {}

  @Post()
  @HttpCode(200)
  async send(@Query() query: unknown, @Body() body: unknown): Promise<{ status: number | null }> {
    const { signature } = parseInput(routes.sendRawWebhook.query, query);
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const { account, webhookUrl: url = account.webhookUrl } = this.accounts.usual;
    const { status } = await this.post.send({ url, bytes, wrongSignature: signature === 'wrong' });
    return { status };
  }
}
