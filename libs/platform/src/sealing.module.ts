import { type DynamicModule, Module } from '@nestjs/common';

import { Sealer } from './sealer.ts';
import type { SealingConfig } from './sealing.settings.ts';

/** Makes the process's only `Sealer` injectable everywhere. */
@Module({})
export class SealingModule {
  static with(config: SealingConfig): DynamicModule {
    return {
      module: SealingModule,
      global: true,
      providers: [{ provide: Sealer, useFactory: () => new Sealer(config) }],
      exports: [Sealer],
    };
  }
}
