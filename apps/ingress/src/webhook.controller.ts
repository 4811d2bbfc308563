import { Controller, ForbiddenException, Get, Inject, Query, Res } from '@nestjs/common';
import type { Response } from 'express';

import { isSameSecret } from '#whatsapp';

import { INGRESS_CONFIG, type IngressConfig } from './ingress.config.ts';

const parameters = ['hub.mode', 'hub.verify_token', 'hub.challenge'] as const;

/** The verification request when the URL is registered with WhatsApp. Notifications go to `WebhookReceiver`. */
@Controller('webhook')
export class WebhookController {
  constructor(@Inject(INGRESS_CONFIG) private readonly config: IngressConfig) {}

  @Get()
  handshake(@Query() query: Record<string, unknown>, @Res({ passthrough: true }) response: Response): string {
    const fault = this.#faultOf(query);
    if (fault) throw new ForbiddenException(fault);
    response.type('text/plain');
    return String(query['hub.challenge']);
  }

  /** In words for whoever sets the webhook up. What was sent is not repeated. */
  #faultOf(query: Record<string, unknown>): string | undefined {
    const given = parameters.filter((name) => query[name] !== undefined);
    if (given.length === 0) {
      return `This is where WhatsApp verifies the webhook: it sends ${parameters.join(', ')}, and none of them came`;
    }
    const repeated = given.find((name) => typeof query[name] !== 'string');
    if (repeated) return `${repeated} must be given once`;
    if (query['hub.mode'] !== 'subscribe') return 'hub.mode must be "subscribe"';
    if (!query['hub.verify_token']) return 'hub.verify_token is missing';
    if (!isSameSecret(query['hub.verify_token'], this.config.verifyToken)) {
      return 'hub.verify_token is not WHATSAPP_WEBHOOK_VERIFY_TOKEN of this server';
    }
    return query['hub.challenge'] ? undefined : 'hub.challenge is missing';
  }
}
