import { type DynamicModule, Module } from '@nestjs/common';

import { Database, DataModule } from '#data';
import { HealthModule, SealingModule } from '#platform';
import { consumer, outboundQueue, QueueDependency, QueuesModule, statusQueue } from '#queues';
import { GraphClient } from '#whatsapp';

import type { NotifierConfig } from './notifier.config.ts';
import { OutboundHandler } from './outbound.handler.ts';
import { ReminderClock } from './reminder-clock.service.ts';
import { StatusHandler } from './status.handler.ts';
import { OutboundSweep } from './outbound-sweep.service.ts';

/** Sends what is due to go out, and follows how far it got. */
@Module({})
export class NotifierModule {
  static with(config: NotifierConfig): DynamicModule {
    return {
      module: NotifierModule,
      imports: [
        SealingModule.with(config),
        DataModule.with(config),
        QueuesModule.with(config, { produces: [outboundQueue], consumes: [outboundQueue, statusQueue] }),
        HealthModule.needing(Database, QueueDependency),
      ],
      providers: [
        { provide: GraphClient, useFactory: () => new GraphClient(config) },
        OutboundHandler,
        StatusHandler,
        consumer(outboundQueue, OutboundHandler),
        consumer(statusQueue, StatusHandler),
        OutboundSweep,
        ReminderClock,
      ],
    };
  }
}
