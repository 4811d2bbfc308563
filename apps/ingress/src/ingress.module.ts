import { type DynamicModule, Module } from '@nestjs/common';

import { HealthModule, SealingModule } from '#platform';
import {
  accountQueue,
  intentQueue,
  mediaQueue,
  QueueDependency,
  type QueueLimits,
  QueuesModule,
  statusQueue,
} from '#queues';

import { INGRESS_CONFIG, type IngressConfig } from './ingress.config.ts';
import { INGRESS_LIMITS, type IngressLimits, usualLimits } from './ingress.limits.ts';
import { WebhookController } from './webhook.controller.ts';
import { WebhookIntake } from './webhook.intake.ts';
import { WebhookLog } from './webhook.log.ts';
import { WebhookReceiver } from './webhook.receiver.ts';

/**
 * Verifies WhatsApp's webhooks and enqueues their contents. Without a database, so that it stays up when the database
 * is down.
 */
@Module({})
export class IngressModule {
  /** @param queueLimits other times than the usual ones, for tests */
  static with(
    config: IngressConfig,
    limits: IngressLimits = usualLimits,
    queueLimits?: QueueLimits,
  ): DynamicModule {
    return {
      module: IngressModule,
      imports: [
        SealingModule.with(config),
        QueuesModule.with(
          config,
          { produces: [intentQueue, mediaQueue, statusQueue, accountQueue] },
          queueLimits,
        ),
        HealthModule.needing(QueueDependency),
      ],
      controllers: [WebhookController],
      providers: [
        { provide: INGRESS_CONFIG, useValue: config },
        { provide: INGRESS_LIMITS, useValue: limits },
        WebhookIntake,
        WebhookLog,
        WebhookReceiver,
      ],
    };
  }
}
