import { type DynamicModule, Module } from '@nestjs/common';

import { geminiEngine } from '../gemini/gemini.factory.ts';
import type { GeminiConfig } from '../gemini/gemini.settings.ts';
import { UnderstandingHealth } from '../understanding-health.ts';
import { MediaUnderstanding } from './media-understanding.ts';

/** Reading of files as the settings want it, injectable everywhere. */
@Module({})
export class MediaUnderstandingModule {
  static with(config: GeminiConfig): DynamicModule {
    const gemini = geminiEngine(config);
    return {
      module: MediaUnderstandingModule,
      global: true,
      providers: [
        { provide: MediaUnderstanding, useFactory: () => new MediaUnderstanding(gemini) },
        { provide: UnderstandingHealth, useFactory: () => new UnderstandingHealth(gemini) },
      ],
      exports: [MediaUnderstanding, UnderstandingHealth],
    };
  }
}
