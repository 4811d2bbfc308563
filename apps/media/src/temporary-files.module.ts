import { type DynamicModule, Module } from '@nestjs/common';

import { TemporaryDisk } from './temporary-disk.ts';
import { TemporaryFiles } from './temporary-files.ts';

/** Files on a disk, and whether that disk takes any. Global, since the gate asks for it. */
@Module({})
export class TemporaryFilesModule {
  /** @param parent the folder that holds those of all processes */
  static in(parent: string): DynamicModule {
    return {
      module: TemporaryFilesModule,
      global: true,
      providers: [{ provide: TemporaryFiles, useFactory: () => new TemporaryFiles(parent) }, TemporaryDisk],
      exports: [TemporaryFiles, TemporaryDisk],
    };
  }
}
