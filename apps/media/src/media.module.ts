import { tmpdir } from 'node:os';

import { type DynamicModule, Module } from '@nestjs/common';

import { AccessRules, AccessStore, Database, DataModule, ErasureStore } from '#data';
import { GateModule, HealthModule, intervalTask, Sealer, SealingModule } from '#platform';
import {
  consumer,
  intentQueue,
  mediaQueue,
  QueueDependency,
  type QueueLimits,
  QueuesModule,
  typingQueue,
  usualWorker,
} from '#queues';
import { MediaUnderstandingModule, UnderstandingHealth } from '#understanding';
import { MediaClient } from '#whatsapp';

import { Admission } from './admission.ts';
import { MEDIA_CONFIG, type MediaConfig } from './media.config.ts';
import { MediaHandler } from './media.handler.ts';
import { PictureFetcher } from './picture-fetcher.service.ts';
import { TemporaryDisk } from './temporary-disk.ts';
import { TemporaryFilesModule } from './temporary-files.module.ts';

/** Files on disk at once, up to 100 MiB each. */
const filesAtOnce = 5;
/** Between two looks for pictures of notes. */
const fetchPauseMs = 500;

/** Downloads the files that people send and reads them. */
@Module({})
export class MediaModule {
  /**
   * @param folder where files lie while they are worked on
   * @param queueLimits other times than the usual ones, for tests
   */
  static with(config: MediaConfig, folder = tmpdir(), queueLimits?: QueueLimits): DynamicModule {
    return {
      module: MediaModule,
      imports: [
        SealingModule.with(config),
        DataModule.with(config),
        QueuesModule.with(
          config,
          { produces: [intentQueue, mediaQueue, typingQueue], consumes: [mediaQueue] },
          queueLimits,
        ),
        MediaUnderstandingModule.with(config),
        TemporaryFilesModule.in(folder),
        HealthModule.needing(QueueDependency, UnderstandingHealth, Database),
        GateModule.over(QueueDependency, TemporaryDisk, Database),
      ],
      providers: [
        { provide: MEDIA_CONFIG, useValue: config },
        { provide: MediaClient, useFactory: () => new MediaClient(config) },
        {
          provide: Admission,
          inject: [Sealer, ErasureStore, AccessStore],
          useFactory: (sealer: Sealer, erasure: ErasureStore, said: AccessStore) =>
            new Admission(
              new AccessRules(config),
              sealer,
              erasure,
              config.access === 'invite' ? said : undefined,
            ),
        },
        PictureFetcher,
        intervalTask(PictureFetcher, fetchPauseMs, (one) => one.fetchDue()),
        MediaHandler,
        consumer(mediaQueue, MediaHandler, { ...usualWorker, concurrency: filesAtOnce }),
      ],
    };
  }
}
