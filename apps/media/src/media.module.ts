import { tmpdir } from 'node:os';

import { type DynamicModule, Module } from '@nestjs/common';

import { AccessRules, AccessStore, Database, DataModule, ErasureStore } from '#data';
import { GateModule, HealthModule, Sealer, SealingModule } from '#platform';
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
    // Who said the code word stands in the database, and who was erased.
    const { access, databaseUrl } = config;
    const databases = databaseUrl === undefined ? [] : [Database];
    return {
      module: MediaModule,
      imports: [
        SealingModule.with(config),
        ...(databaseUrl === undefined ? [] : [DataModule.with({ databaseUrl })]),
        QueuesModule.with(config, {
          produces: [intentQueue, mediaQueue, typingQueue],
          consumes: [mediaQueue],
        }),
        MediaUnderstandingModule.with(config),
        TemporaryFilesModule.in(folder),
        HealthModule.needing(QueueDependency, UnderstandingHealth, ...databases),
        GateModule.over(QueueDependency, TemporaryDisk, ...databases),
      ],
      providers: [
        { provide: MEDIA_CONFIG, useValue: config },
        { provide: MediaClient, useFactory: () => new MediaClient(config) },
        {
          provide: Admission,
          inject: [Sealer, ...(databaseUrl === undefined ? [] : [ErasureStore, AccessStore])],
          useFactory: (sealer: Sealer, erasure?: ErasureStore, said?: AccessStore) =>
            new Admission(new AccessRules(config), sealer, access === 'invite' ? said : undefined, erasure),
        },
        MediaHandler,
        consumer(mediaQueue, MediaHandler, { ...usualWorker, concurrency: filesAtOnce }),
      ],
    };
  }
}
