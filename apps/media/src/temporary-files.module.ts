import { type DynamicModule, Module } from '@nestjs/common';

import { TemporaryDisk } from './temporary-disk.ts';
import { TemporaryFiles } from './temporary-files.ts';

/** Temporary files, and the disk they need as a dependency. Global, since the gate asks for it. */
@Module({})
export class TemporaryFilesModule {
  /** @param parent holds the folders of all processes */
  static in(parent: string): DynamicModule {
    return {
      module: TemporaryFilesModule,
      global: true,
      providers: [{ provide: TemporaryFiles, useFactory: () => new TemporaryFiles(parent) }, TemporaryDisk],
      exports: [TemporaryFiles, TemporaryDisk],
    };
  }
}
