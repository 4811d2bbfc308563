import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, type FactoryProvider, Global, Module } from '@nestjs/common';
import type { Queue } from 'bullmq';

import { IntervalTask, Sealer } from '#platform';

import { FailedJobRetention } from './failed-job-retention.ts';
import type { JobData } from './payload-codec.ts';
import { type QueueConfig, QueueConnection } from './queue-connection.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { QueueWorker } from './queue-worker.ts';
import { CONSUMED_QUEUES, QueueDependency, QueueHealthController, QUEUES } from './queue-health.ts';
import { QueueProducer, producerToken } from './queue-producer.ts';

BullModule.workerClass = QueueWorker;

const retentionPauseMs = 10 * 60_000;

@Global()
@Module({})
class QueueConnectionModule {
  static with(config: QueueConfig): DynamicModule {
    return {
      module: QueueConnectionModule,
      providers: [{ provide: QueueConnection, useFactory: () => new QueueConnection(config) }],
      exports: [QueueConnection],
    };
  }
}

/** The queues of one app, on the back end that the settings name. Needs `SealingModule`. */
@Module({})
export class QueuesModule {
  /**
   * @param queues `produces`: those a `QueueProducer` can be injected for. `consumes`: those that a `consumer` of this
   * app works off; `/health/queues` tells about them.
   */
  static with(
    config: QueueConfig,
    queues: { produces?: QueueDefinition<unknown>[]; consumes?: QueueDefinition<unknown>[] },
  ): DynamicModule {
    const { produces = [], consumes = [] } = queues;
    const all = [...new Set([...produces, ...consumes])];
    return {
      module: QueuesModule,
      global: true,
      imports: [
        QueueConnectionModule.with(config),
        BullModule.forRootAsync({
          inject: [QueueConnection],
          useFactory: (connection: QueueConnection) => connection.options,
        }),
        BullModule.registerQueue(...all.map(({ name }) => ({ name }))),
      ],
      controllers: consumes.length > 0 ? [QueueHealthController] : [],
      providers: [
        { provide: CONSUMED_QUEUES, useValue: consumes.map(({ name }) => name) },
        { provide: QUEUES, useValue: all.map(({ name }) => name) },
        QueueDependency,
        FailedJobRetention,
        ...retentionTask(config),
        ...produces.map((definition) => ({
          provide: producerToken(definition),
          inject: [getQueueToken(definition.name), Sealer],
          useFactory: (queue: Queue<JobData>, sealer: Sealer) => new QueueProducer(definition, queue, sealer),
        })),
      ],
      exports: [QueueDependency, ...produces.map(producerToken)],
    };
  }
}

function retentionTask({ retentionDays }: QueueConfig): FactoryProvider[] {
  if (retentionDays === undefined) return [];
  const useFactory = (retention: FailedJobRetention): IntervalTask =>
    new IntervalTask('failed jobs', retentionPauseMs, () => retention.removeOlderThan(retentionDays));
  return [{ provide: 'interval task FailedJobRetention', inject: [FailedJobRetention], useFactory }];
}
