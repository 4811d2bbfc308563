import 'reflect-metadata';

import { KeyAdmission } from '#data';
import { runApp } from '#platform';

import { opsSettings } from './ops.config.ts';
import { OpsModule } from './ops.module.ts';

await runApp({
  name: 'ops',
  settings: opsSettings,
  module: (config) => OpsModule.with(config),
  host: '127.0.0.1',
  admission: (nest) => nest.get(KeyAdmission, { strict: false }).passed(),
});
