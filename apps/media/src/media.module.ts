import { tmpdir } from 'node:os';

import { type DynamicModule, Module } from '@nestjs/common';

import { GateModule, HealthModule, SealingModule } from '#platform';
import {
  consumer,
  intentQueue,
  mediaQueue,
  QueueDependency,
  QueuesModule,
  typingQueue,
  usualWorker,
} from '#queues';
import { MediaUnderstandingModule, UnderstandingHealth } from '#understanding';
import { MediaClient } from '#whatsapp';

import { MEDIA_CONFIG, type MediaConfig } from './media.config.ts';
import { MediaHandler } from './media.handler.ts';
import { TemporaryDisk } from './temporary-disk.ts';
import { TemporaryFilesModule } from './temporary-files.module.ts';

/** Files on disk at once, up to 100 MiB each. */
const filesAtOnce = 5;

/** Downloads the files that people send and reads them. */
@Module({})
export class MediaModule {
  /** @param folder where files lie while they are worked on */
  static with(config: MediaConfig, folder = tmpdir()): DynamicModule {
    return {
      module: MediaModule,
      imports: [
        SealingModule.with(config),
        QueuesModule.with(config, {
          produces: [intentQueue, mediaQueue, typingQueue],
          consumes: [mediaQueue],
        }),
        MediaUnderstandingModule.with(config),
        TemporaryFilesModule.in(folder),
        HealthModule.needing(QueueDependency, UnderstandingHealth),
        GateModule.over(QueueDependency, TemporaryDisk),
      ],
      providers: [
        { provide: MEDIA_CONFIG, useValue: config },
        { provide: MediaClient, useFactory: () => new MediaClient(config) },
        MediaHandler,
        consumer(mediaQueue, MediaHandler, { ...usualWorker, concurrency: filesAtOnce }),
      ],
    };
  }
}
