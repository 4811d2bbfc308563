import {
  BadRequestException,
  Inject,
  Injectable,
  ServiceUnavailableException,
  UnauthorizedException,
} from '@nestjs/common';

import { monotonicMs, Sealer, traceStep } from '#platform';
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
import { isSigned, type Webhook, webhookSchema } from '#whatsapp';

import { INGRESS_CONFIG, type IngressConfig } from './ingress.config.ts';
import { splitWebhook, type SplitWebhook } from './split-webhook.ts';

/** Brings what a webhook's bytes say onto the queues. */
@Injectable()
export class WebhookIntake {
  constructor(
    @Inject(INGRESS_CONFIG) private readonly config: IngressConfig,
    @InjectProducer(intentQueue) private readonly intent: QueueProducer<InboundPayload>,
    @InjectProducer(mediaQueue) private readonly media: QueueProducer<InboundPayload>,
    @InjectProducer(statusQueue) private readonly status: QueueProducer<StatusPayload>,
    @InjectProducer(accountQueue) private readonly account: QueueProducer<AccountPayload>,
    private readonly sealer: Sealer,
  ) {}

  /** Throws the answer that a webhook deserves which is not WhatsApp's or can not be read. */
  read(body: Buffer, signature: string | undefined): SplitWebhook {
    const at = monotonicMs();
    if (!isSigned(body, signature, this.config.appSecrets)) throw badSignature();
    const { phoneNumberId } = this.config;
    const split = splitWebhook(parse(body), { phoneNumberId, sealer: this.sealer });
    for (const { messageKey } of split.intent) traceStep('received', messageKey, { at });
    return split;
  }

  /** Resolves only after the queues have everything; otherwise WhatsApp must deliver again. */
  async enqueue({ intent, media, statuses, notices }: SplitWebhook): Promise<void> {
    try {
      await Promise.all([
        this.intent.enqueue(...intent),
        this.media.enqueue(...media),
        this.status.enqueue(...statuses),
        this.account.enqueue(...notices),
      ]);
    } catch (cause) {
      throw new ServiceUnavailableException('The queue is unreachable', { cause });
    }
  }
}

export const badSignature = (): Error =>
  new UnauthorizedException('X-Hub-Signature-256 does not match the body');

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
