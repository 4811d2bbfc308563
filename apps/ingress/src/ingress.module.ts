import { type DynamicModule, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import express from 'express';

import { HealthModule, SealingModule } from '#platform';
import { accountQueue, intentQueue, mediaQueue, QueueDependency, QueuesModule, statusQueue } from '#queues';

import { INGRESS_CONFIG, type IngressConfig } from './ingress.config.ts';
import { WebhookController } from './webhook.controller.ts';

/** WhatsApp's notifications use up to 3 MB. */
const bodyLimitBytes = 3 * 1024 * 1024;

/** Verifies WhatsApp's webhooks and puts them on the queues. No database: it stays up when the database is down. */
@Module({})
export class IngressModule implements NestModule {
  static with(config: IngressConfig): DynamicModule {
    return {
      module: IngressModule,
      imports: [
        SealingModule.with(config),
        QueuesModule.with(config, { produces: [intentQueue, mediaQueue, statusQueue, accountQueue] }),
        HealthModule.needing(QueueDependency),
      ],
      controllers: [WebhookController],
      providers: [{ provide: INGRESS_CONFIG, useValue: config }],
    };
  }

  configure(middleware: MiddlewareConsumer): void {
    // The signature covers the bytes as they came, so the body stays a Buffer whatever its declared type.
    middleware.apply(express.raw({ type: () => true, limit: bodyLimitBytes })).forRoutes('webhook');
  }
}
