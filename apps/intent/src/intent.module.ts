import { type DynamicModule, Module } from '@nestjs/common';

import { Database, DataModule } from '#data';
import { HealthModule, SealingModule } from '#platform';
import { consumer, intentQueue, outboundQueue, QueueDependency, QueuesModule } from '#queues';

import { Assistant } from './assistant.service.ts';
import { InboundHandler } from './inbound.handler.ts';
import { INTENT_CONFIG, type IntentConfig } from './intent.config.ts';

/** Understands what people write, acts on it and writes the answer. */
@Module({})
export class IntentModule {
  static with(config: IntentConfig): DynamicModule {
    return {
      module: IntentModule,
      imports: [
        SealingModule.with(config),
        DataModule.with(config),
        QueuesModule.with(config, { produces: [outboundQueue], consumes: [intentQueue] }),
        HealthModule.needing(Database, QueueDependency),
      ],
      providers: [
        { provide: INTENT_CONFIG, useValue: config },
        Assistant,
        InboundHandler,
        consumer(intentQueue, InboundHandler),
      ],
    };
  }
}
