// `/health/queues` of a queue that nobody consumes, so that it stays as long as it is.
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { GateModule, HealthModule, loadConfig, SealingModule, sealingSettings } from '#platform';
import { QueueDependency, queueSettings, QueuesModule, statusQueue } from '#queues';

@Module({
  imports: [
    SealingModule.with(loadConfig(sealingSettings)),
    QueuesModule.with(loadConfig(queueSettings), { consumes: [statusQueue] }),
    HealthModule.needing(QueueDependency),
    GateModule.over(QueueDependency),
  ],
})
class QueueHealthModule {}

process.on('disconnect', () => process.exit());
const app = await NestFactory.create(QueueHealthModule, { logger: ['error'] });
await app.listen(Number(process.env.PORT), '127.0.0.1');
