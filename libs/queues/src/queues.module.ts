import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, type FactoryProvider, Global, Module } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { Gate, intervalTask, restart, Sealer } from '#platform';

import { ConsumptionWatch } from './consumption-watch.ts';
import { FailedJobRetention } from './failed-job-retention.ts';
import type { JobData } from './payload-codec.ts';
import { QueueConnection, type QueueLimits } from './queue-connection.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { QueueDependency, QUEUES } from './queue-dependency.ts';
import { MEASURED_QUEUES, QueueFigures } from './queue-figures.ts';
import { CONSUMED_QUEUES, QueueHealthController } from './queue-health.ts';
import { QueueWatch, WATCHED_QUEUES } from './queue-watch.ts';
import { QueueWorker } from './queue-worker.ts';
import { QueueProducer, producerToken } from './queue-producer.ts';
import { openQueues, QUEUE_CONFIG, type QueueConfig } from './queue-settings.ts';

BullModule.workerClass = QueueWorker;

const retentionPauseMs = 10 * 60_000;
const consumptionPauseMs = 10_000;
const deadAfterMs = 30_000;

@Global()
@Module({})
class QueueConnectionModule {
  static with(config: QueueConfig, limits?: QueueLimits): DynamicModule {
    return {
      module: QueueConnectionModule,
      providers: [{ provide: QueueConnection, useFactory: () => openQueues(config, limits) }],
      exports: [QueueConnection],
    };
  }
}

/** The queues of one app, on the back end that the settings name. Needs `SealingModule`. */
@Module({})
export class QueuesModule {
  /**
   * @param queues `produces`: those for which a `QueueProducer` can be injected. `consumes`: those that a `consumer` of
   * this app processes; `/health/queues` reports on them, and on those that it `watches`. `measures`: those whose state is among its metrics.
   * @param limits other times than the usual ones, for tests
   */
  static with(
    config: QueueConfig,
    queues: {
      produces?: QueueDefinition<unknown>[];
      consumes?: QueueDefinition<unknown>[];
      watches?: QueueDefinition<unknown>[];
      measures?: QueueDefinition<unknown>[];
    },
    limits?: QueueLimits,
  ): DynamicModule {
    const { produces = [], consumes = [], watches = [], measures = [] } = queues;
    const watched = [...new Set([...consumes, ...watches])];
    const used = [...new Set([...produces, ...watched])];
    const all = [...new Set([...used, ...measures])];
    return {
      module: QueuesModule,
      global: true,
      imports: [
        QueueConnectionModule.with(config, limits),
        BullModule.registerQueueAsync(
          ...all.map(({ name }) => ({
            name,
            inject: [QueueConnection],
            useFactory: (connection: QueueConnection) => connection.optionsFor(name),
          })),
        ),
      ],
      controllers: watched.length > 0 ? [QueueHealthController] : [],
      providers: [
        { provide: CONSUMED_QUEUES, useValue: consumes.map(({ name }) => name) },
        { provide: WATCHED_QUEUES, useValue: watched.map(({ name }) => name) },
        QueueWatch,
        { provide: QUEUES, useValue: used.map(({ name }) => name) },
        { provide: QUEUE_CONFIG, useValue: config },
        QueueDependency,
        FailedJobRetention,
        ...retentionTask(config),
        ...(consumes.length > 0 ? consumptionWatch(config) : []),
        ...(measures.length > 0
          ? [{ provide: MEASURED_QUEUES, useValue: measures.map(({ name }) => name) }, QueueFigures]
          : []),
        ...produces.map((definition) => ({
          provide: producerToken(definition),
          inject: [getQueueToken(definition.name), QueueConnection, Sealer],
          useFactory: (queue: Queue<JobData>, connection: QueueConnection, sealer: Sealer) =>
            new QueueProducer(definition, queue, connection, sealer),
        })),
      ],
      exports: [
        QueueDependency,
        QueueWatch,
        ...(consumes.length > 0 ? [ConsumptionWatch] : []),
        ...produces.map(producerToken),
      ],
    };
  }
}

function retentionTask({ retentionDays }: QueueConfig): FactoryProvider[] {
  if (retentionDays === undefined) return [];
  return [intervalTask(FailedJobRetention, retentionPauseMs, (one) => one.removeOlderThan(retentionDays))];
}

function consumptionWatch(config: QueueConfig): FactoryProvider[] {
  return [
    {
      provide: ConsumptionWatch,
      inject: [ModuleRef, QueueConnection, Gate],
      useFactory: (modules: ModuleRef, connection: QueueConnection, gate: Gate) =>
        new ConsumptionWatch({
          modules,
          connection,
          gate,
          config,
          confirmedAfterMs: deadAfterMs,
          restart,
        }),
    },
    intervalTask(ConsumptionWatch, consumptionPauseMs, (one) => one.look()),
  ];
}
