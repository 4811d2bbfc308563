import { type DynamicModule, Module } from '@nestjs/common';

import { Sealer, type SealingKey } from './sealer.ts';

/** Makes the one `Sealer` of the process injectable everywhere. */
@Module({})
export class SealingModule {
  static with(config: { encryptionKeys: SealingKey[] }): DynamicModule {
    return {
      module: SealingModule,
      global: true,
      providers: [{ provide: Sealer, useFactory: () => new Sealer(config.encryptionKeys) }],
      exports: [Sealer],
    };
  }
}
