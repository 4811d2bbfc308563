import { type DynamicModule, Module } from '@nestjs/common';

import { geminiEngine } from './gemini/gemini.factory.ts';
import { type GeminiConfig, understandingMode } from './gemini/gemini.settings.ts';
import { UnderstandingHealth } from './understanding-health.ts';
import { warmUp } from './offline/warm-up.ts';
import { type SlowEngine, Understanding } from './understanding.ts';

/** Understanding as the settings want it, injectable everywhere. */
@Module({})
export class UnderstandingModule {
  /** @param slowEngine used instead of the one of the settings */
  static with(config: GeminiConfig & { slowCallsAtOnce: number }, slowEngine?: SlowEngine): DynamicModule {
    const gemini = slowEngine ? undefined : geminiEngine(config);
    const engine: SlowEngine | undefined = gemini
      ? (request, signal) => gemini.understand(request, signal)
      : slowEngine;
    const asks = understandingMode(config) === 'gemini' ? 'all' : 'unsure';
    return {
      module: UnderstandingModule,
      global: true,
      providers: [
        {
          provide: Understanding,
          useFactory: () => {
            void warmUp();
            return new Understanding(config.slowCallsAtOnce, engine, asks);
          },
        },
        { provide: UnderstandingHealth, useFactory: () => new UnderstandingHealth(gemini) },
      ],
      exports: [Understanding, UnderstandingHealth],
    };
  }
}
