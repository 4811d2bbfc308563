import 'reflect-metadata';

import { KeyAdmission } from '#data';
import { runApp } from '#platform';

import { intentSettings } from './intent.config.ts';
import { IntentModule } from './intent.module.ts';

await runApp({
  name: 'intent',
  settings: intentSettings,
  module: (config) => IntentModule.with(config),
  admission: (nest) => nest.get(KeyAdmission, { strict: false }).passed(),
});
