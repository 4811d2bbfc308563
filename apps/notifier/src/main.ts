import 'reflect-metadata';

import { runApp } from '#platform';

import { notifierSettings } from './notifier.config.ts';
import { NotifierModule } from './notifier.module.ts';

await runApp({
  name: 'notifier',
  settings: notifierSettings,
  module: (config) => NotifierModule.with(config),
});
