import { Controller, ForbiddenException, Get, Header, Inject, Query } from '@nestjs/common';

import { isSameSecret } from '#whatsapp';

import { INGRESS_CONFIG, type IngressConfig } from './ingress.config.ts';

/** The verification request when the URL is registered with WhatsApp. Notifications go to `WebhookReceiver`. */
@Controller('webhook')
export class WebhookController {
  constructor(@Inject(INGRESS_CONFIG) private readonly config: IngressConfig) {}

  @Get()
  @Header('content-type', 'text/plain')
  handshake(@Query() query: Record<string, unknown>): string {
    const challenge = query['hub.challenge'];
    const known =
      query['hub.mode'] === 'subscribe' && isSameSecret(query['hub.verify_token'], this.config.verifyToken);
    if (!known || typeof challenge !== 'string') {
      throw new ForbiddenException('The verify token is not WHATSAPP_WEBHOOK_VERIFY_TOKEN of this server');
    }
    return challenge;
  }
}
