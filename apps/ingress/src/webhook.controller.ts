import {
  BadRequestException,
  Controller,
  ForbiddenException,
  Get,
  Header,
  Headers,
  HttpCode,
  Inject,
  Logger,
  Post,
  Query,
  Req,
  ServiceUnavailableException,
  UnauthorizedException,
} from '@nestjs/common';
import type { Request } from 'express';

import { Sealer } from '#platform';
import {
  type AccountPayload,
  accountQueue,
  type InboundPayload,
  InjectProducer,
  intentQueue,
  mediaQueue,
  QueueProducer,
  type StatusPayload,
  statusQueue,
} from '#queues';
import { isSameSecret, isSigned, type Webhook, webhookSchema } from '#whatsapp';

import { INGRESS_CONFIG, type IngressConfig } from './ingress.config.ts';
import { splitWebhook } from './split-webhook.ts';

/** WhatsApp's two ways in: the handshake when the URL is registered, and the notifications. */
@Controller('webhook')
export class WebhookController {
  readonly #logger = new Logger('webhook');

  constructor(
    @Inject(INGRESS_CONFIG) private readonly config: IngressConfig,
    @InjectProducer(intentQueue) private readonly intent: QueueProducer<InboundPayload>,
    @InjectProducer(mediaQueue) private readonly media: QueueProducer<InboundPayload>,
    @InjectProducer(statusQueue) private readonly status: QueueProducer<StatusPayload>,
    @InjectProducer(accountQueue) private readonly account: QueueProducer<AccountPayload>,
    private readonly sealer: Sealer,
  ) {}

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

  /** Answers 200 only after the queue has everything; otherwise WhatsApp delivers again. */
  @Post()
  @HttpCode(200)
  async receive(
    @Req() request: Request,
    @Headers('x-hub-signature-256') signature?: string,
  ): Promise<{ status: 'processing' }> {
    // Without any body the parser leaves no Buffer behind.
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!isSigned(body, signature, this.config.appSecrets)) {
      throw new UnauthorizedException('X-Hub-Signature-256 does not match the body');
    }
    const { phoneNumberId } = this.config;
    const split = splitWebhook(parse(body), { phoneNumberId, sealer: this.sealer });
    try {
      await Promise.all([
        this.intent.enqueue(...split.intent),
        this.media.enqueue(...split.media),
        this.status.enqueue(...split.statuses),
        this.account.enqueue(...split.notices),
      ]);
    } catch (cause) {
      this.#logger.error({
        message: 'queue unreachable, WhatsApp will deliver again',
        reason: String(cause),
      });
      throw new ServiceUnavailableException('The queue is unreachable', { cause });
    }
    this.#logger.log({
      message: 'accepted',
      messages: split.intent.length,
      statuses: split.statuses.length,
      ...(split.notices.length > 0 && { notices: split.notices.length, reasons: reasonsOf(split.notices) }),
    });
    return { status: 'processing' };
  }
}

const reasonsOf = (notices: AccountPayload[]): string[] => [...new Set(notices.map(({ reason }) => reason))];

function parse(body: Buffer): Webhook {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new BadRequestException('The body is not JSON', { cause });
  }
  const webhook = webhookSchema.safeParse(json);
  if (!webhook.success) throw new BadRequestException('The body is not a WhatsApp webhook');
  return webhook.data;
}
