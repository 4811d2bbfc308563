import 'reflect-metadata';

import { runApp } from '#platform';

import { mediaSettings } from './media.config.ts';
import { MediaModule } from './media.module.ts';

await runApp({ name: 'media', settings: mediaSettings, module: (config) => MediaModule.with(config) });
