import 'reflect-metadata';

import { KeyAdmission } from '#data';
import { runApp } from '#platform';

import { notifierSettings } from './notifier.config.ts';
import { NotifierModule } from './notifier.module.ts';

await runApp({
  name: 'notifier',
  settings: notifierSettings,
  module: (config) => NotifierModule.with(config),
  admission: (nest) => nest.get(KeyAdmission, { strict: false }).passed(),
});
