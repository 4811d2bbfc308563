import { tmpdir } from 'node:os';

import { type DynamicModule, Module } from '@nestjs/common';

import { AccessRules, AccessStore, Database, DataModule } from '#data';
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

import { Admission } from './admission.ts';
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
    // Only who said the code word stands in the database.
    const { access, databaseUrl } = config;
    const isByCode = access === 'invite' && databaseUrl !== undefined;
    return {
      module: MediaModule,
      imports: [
        SealingModule.with(config),
        ...(isByCode ? [DataModule.with({ databaseUrl })] : []),
        QueuesModule.with(config, {
          produces: [intentQueue, mediaQueue, typingQueue],
          consumes: [mediaQueue],
        }),
        MediaUnderstandingModule.with(config),
        TemporaryFilesModule.in(folder),
        HealthModule.needing(QueueDependency, UnderstandingHealth, ...(isByCode ? [Database] : [])),
        GateModule.over(QueueDependency, TemporaryDisk, ...(isByCode ? [Database] : [])),
      ],
      providers: [
        { provide: MEDIA_CONFIG, useValue: config },
        { provide: MediaClient, useFactory: () => new MediaClient(config) },
        {
          provide: Admission,
          inject: isByCode ? [AccessStore] : [],
          useFactory: (store?: AccessStore) => new Admission(new AccessRules(config), store),
        },
        MediaHandler,
        consumer(mediaQueue, MediaHandler, { ...usualWorker, concurrency: filesAtOnce }),
      ],
    };
  }
}
