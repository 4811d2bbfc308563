import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Queue } from 'bullmq';

import { Sealer } from '#platform';

import type { JobData } from './payload-codec.ts';
import { type QueueConfig, QueueConnection } from './queue-connection.ts';
import type { QueueDefinition } from './queue-definition.ts';
import { CONSUMED_QUEUES, QueueDependency, QueueHealthController, QUEUES } from './queue-health.ts';
import { QueueProducer, producerToken } from './queue-producer.ts';

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
   * app processes; `/health/queues` reports on them.
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
