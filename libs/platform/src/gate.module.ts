import { type DynamicModule, Module, type Type } from '@nestjs/common';

import type { Dependency } from './dependency.ts';
import { Gate } from './gate.ts';

/** Makes the app's only `Gate` injectable everywhere. */
@Module({})
export class GateModule {
  /** @param needs what the app's work depends on; each class must be exported by a global module. */
  static over(...needs: Type<Dependency>[]): DynamicModule {
    const useFactory = (...found: Dependency[]): Gate => new Gate(found);
    return {
      module: GateModule,
      global: true,
      providers: [{ provide: Gate, useFactory, inject: needs }],
      exports: [Gate],
    };
  }
}
