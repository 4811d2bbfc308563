import { type DynamicModule, Module } from '@nestjs/common';

import { Database, DataModule } from '#data';
import { GateModule, HealthModule, SealingModule } from '#platform';
import { consumer, intentQueue, outboundQueue, QueueDependency, QueuesModule } from '#queues';

import { Assistant } from './assistant.service.ts';
import { Conversation } from './conversation.service.ts';
import { Dialogue } from './dialogue.service.ts';
import { InboundHandler } from './inbound.handler.ts';
import { INTENT_CONFIG, type IntentConfig } from './intent.config.ts';
import { Responder } from './responder.service.ts';

/** Understands what people write, acts on it and writes the answer. */
@Module({})
export class IntentModule {
  static with(config: IntentConfig): DynamicModule {
    return {
      module: IntentModule,
      imports: [
        SealingModule.with(config),
        DataModule.with(config),
        QueuesModule.with(config, { produces: [outboundQueue, intentQueue], consumes: [intentQueue] }),
        HealthModule.needing(Database, QueueDependency),
        GateModule.over(Database, QueueDependency),
      ],
      providers: [
        { provide: INTENT_CONFIG, useValue: config },
        Assistant,
        Dialogue,
        Responder,
        Conversation,
        InboundHandler,
        consumer(intentQueue, InboundHandler),
      ],
    };
  }
}
