import { type DynamicModule, Module } from '@nestjs/common';

import { Database, DataModule, KeyAdmission, UserIdChangeStore } from '#data';
import { GateModule, HealthModule, intervalTask, SealingModule } from '#platform';
import { accountQueue, consumer, outboundQueue, QueueDependency, QueuesModule, statusQueue } from '#queues';
import { GraphClient } from '#whatsapp';

import { AccountHandler } from './account.handler.ts';
import { EarlyStatuses } from './early-statuses.service.ts';
import type { NotifierConfig } from './notifier.config.ts';
import { OutboundHandler } from './outbound.handler.ts';
import { OutboxRelay } from './outbox-relay.service.ts';
import { ReminderScheduler } from './reminder-scheduler.service.ts';
import { SendingRules } from './sending-rules.service.ts';
import { StatusHandler } from './status.handler.ts';
import { StatusBacklog } from './status-backlog.service.ts';
import { StatusReports } from './status-reports.service.ts';

const relayPauseMs = 2_000;
const reminderPauseMs = 1_000;
const userIdPauseMs = 60_000;
const earlyStatusPauseMs = 2_000;

/** Sends outbound messages and tracks their delivery. */
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
        HealthModule.needing(Database, KeyAdmission, QueueDependency),
        GateModule.over(Database, QueueDependency),
      ],
      providers: [
        { provide: GraphClient, useFactory: () => new GraphClient(config) },
        SendingRules,
        StatusBacklog,
        StatusReports,
        AccountHandler,
        OutboundHandler,
        StatusHandler,
        consumer(accountQueue, AccountHandler),
        consumer(outboundQueue, OutboundHandler),
        consumer(statusQueue, StatusHandler),
        OutboxRelay,
        ReminderScheduler,
        EarlyStatuses,
        intervalTask(OutboxRelay, relayPauseMs, (one) => one.relay()),
        intervalTask(
          ReminderScheduler,
          reminderPauseMs,
          (one) => one.fireDue(),
          (one) => one.warning,
        ),
        intervalTask(UserIdChangeStore, userIdPauseMs, (one) => one.applyAgain()),
        intervalTask(EarlyStatuses, earlyStatusPauseMs, (one) => one.applyKnown()),
      ],
    };
  }
}
