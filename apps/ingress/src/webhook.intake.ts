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
import { signerOf, type Webhook, webhookSchema } from '#whatsapp';

import { followEarlier } from './follow-each-other.ts';
import { INGRESS_CONFIG, type IngressConfig } from './ingress.config.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { namesOf, Predecessors } from './predecessors.ts';
import { splitWebhook, type SplitWebhook } from './split-webhook.ts';
import { countSecret } from './webhook.metrics.ts';

/** Verifies and parses webhooks, and enqueues their contents. */
@Injectable()
export class WebhookIntake {
  readonly #predecessors = new Predecessors();
  readonly #people = new OneAtATime();

  constructor(
    @Inject(INGRESS_CONFIG) private readonly config: IngressConfig,
    @InjectProducer(intentQueue) private readonly intent: QueueProducer<InboundPayload>,
    @InjectProducer(mediaQueue) private readonly media: QueueProducer<InboundPayload>,
    @InjectProducer(statusQueue) private readonly status: QueueProducer<StatusPayload>,
    @InjectProducer(accountQueue) private readonly account: QueueProducer<AccountPayload>,
    private readonly sealer: Sealer,
  ) {}

  /** Throws the HTTP exception to answer with when a webhook is not from WhatsApp or cannot be read. */
  read(body: Buffer, signature: string | undefined): SplitWebhook {
    const at = monotonicMs();
    const signer = signerOf(body, signature, this.config.appSecrets);
    if (signer < 0) throw badSignature();
    countSecret(signer);
    const { phoneNumberId } = this.config;
    const split = splitWebhook(parse(body), { phoneNumberId, sealer: this.sealer });
    for (const { messageKey } of split.intent) traceStep('received', messageKey, { at });
    return split;
  }

  /** Resolves once everything is on the queues; if it rejects, WhatsApp must redeliver. */
  enqueue(split: SplitWebhook): Promise<void> {
    // What is under way may still be refused, so it cannot be named as a predecessor yet.
    return this.#people.run(split.intent.flatMap(namesOf), () => this.#enqueueNow(split));
  }

  async #enqueueNow({ intent, media, statuses, notices }: SplitWebhook): Promise<void> {
    try {
      await Promise.all([
        this.intent.enqueue(...followEarlier(intent, this.#predecessors)),
        this.media.enqueue(...followEarlier(media, this.#predecessors)),
        this.status.enqueue(...statuses),
        this.account.enqueue(...notices),
      ]);
    } catch (cause) {
      this.#predecessors.refuse(intent);
      throw new ServiceUnavailableException('The queue is unreachable', { cause });
    }
    this.#predecessors.remember(intent);
  }
}

export const badSignature = (): Error =>
  new UnauthorizedException('X-Hub-Signature-256 does not match the body');

function parse(body: Buffer): Webhook {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    // Without the cause: its message quotes the body, which would end up in the log.
    throw new BadRequestException('The body is not JSON');
  }
  // Refused, a signed body would come again for seven days: whatever it is, it is kept whole.
  return webhookSchema.safeParse(json).data ?? { entry: [], whole: json };
}
