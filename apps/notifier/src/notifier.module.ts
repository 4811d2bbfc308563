import { type DynamicModule, type FactoryProvider, Module, type Type } from '@nestjs/common';

import { Database, DataModule } from '#data';
import { HealthModule, Repeater, SealingModule } from '#platform';
import { accountQueue, consumer, outboundQueue, QueueDependency, QueuesModule, statusQueue } from '#queues';
import { GraphClient } from '#whatsapp';

import { AccountHandler } from './account.handler.ts';
import { EarlyStatuses } from './early-statuses.service.ts';
import type { NotifierConfig } from './notifier.config.ts';
import { OutboundHandler } from './outbound.handler.ts';
import { OutboundSweep } from './outbound-sweep.service.ts';
import { ReminderClock } from './reminder-clock.service.ts';
import { SendingRules } from './sending-rules.service.ts';
import { StatusHandler } from './status.handler.ts';
import { StatusReports } from './status-reports.service.ts';

const sweepPauseMs = 2_000;
const reminderPauseMs = 1_000;
const earlyStatusPauseMs = 2_000;

/** Sends what is due to go out, and follows how far it got. */
@Module({})
export class NotifierModule {
  static with(config: NotifierConfig): DynamicModule {
    return {
      module: NotifierModule,
      imports: [
        SealingModule.with(config),
        DataModule.with(config),
        QueuesModule.with(config, {
          produces: [outboundQueue],
          consumes: [accountQueue, outboundQueue, statusQueue],
        }),
        HealthModule.needing(Database, QueueDependency),
      ],
      providers: [
        { provide: GraphClient, useFactory: () => new GraphClient(config) },
        SendingRules,
        StatusReports,
        AccountHandler,
        OutboundHandler,
        StatusHandler,
        consumer(accountQueue, AccountHandler),
        consumer(outboundQueue, OutboundHandler),
        consumer(statusQueue, StatusHandler),
        OutboundSweep,
        ReminderClock,
        EarlyStatuses,
        repeat(OutboundSweep, sweepPauseMs, (one) => one.sweep()),
        repeat(ReminderClock, reminderPauseMs, (one) => one.fireDue()),
        repeat(EarlyStatuses, earlyStatusPauseMs, (one) => one.applyKnown()),
      ],
    };
  }
}

/** The provider that has `chore` done for as long as the app runs. */
function repeat<T>(chore: Type<T>, pauseMs: number, work: (one: T) => Promise<void>): FactoryProvider {
  return {
    provide: `repeated ${chore.name}`,
    inject: [chore],
    useFactory: (one: T) => new Repeater(chore.name, pauseMs, () => work(one)),
  };
}
