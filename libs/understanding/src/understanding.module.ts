import { type DynamicModule, Module } from '@nestjs/common';

import type { GeminiEngine } from './gemini/gemini-engine.ts';
import { geminiEngine } from './gemini/gemini.factory.ts';
import { type GeminiConfig, understandingMode } from './gemini/gemini.settings.ts';
import { warmUp } from './offline/warm-up.ts';
import { UnderstandingHealth } from './understanding-health.ts';
import { type SlowEngine, Understanding } from './understanding.ts';

type UnderstandingConfig = GeminiConfig & { slowCallsAtOnce: number };

/** Understanding as the settings want it, without an app around it. */
export function understandingOf(config: UnderstandingConfig): Understanding {
  return withEngine(config, geminiEngine(config));
}

/** The same, injectable everywhere. */
@Module({})
export class UnderstandingModule {
  /** @param slowEngine used instead of the one of the settings */
  static with(config: UnderstandingConfig, slowEngine?: SlowEngine): DynamicModule {
    const gemini = slowEngine ? undefined : geminiEngine(config);
    return {
      module: UnderstandingModule,
      global: true,
      providers: [
        {
          provide: Understanding,
          useFactory: () => {
            void warmUp();
            return slowEngine
              ? new Understanding(config.slowCallsAtOnce, slowEngine)
              : withEngine(config, gemini);
          },
        },
        { provide: UnderstandingHealth, useFactory: () => new UnderstandingHealth(gemini) },
      ],
      exports: [Understanding, UnderstandingHealth],
    };
  }
}

function withEngine(config: UnderstandingConfig, gemini: GeminiEngine | undefined): Understanding {
  const engine: SlowEngine | undefined = gemini && ((request, signal) => gemini.understand(request, signal));
  const asks = understandingMode(config) === 'gemini' ? 'all' : 'unsure';
  return new Understanding(config.slowCallsAtOnce, engine, asks);
}
