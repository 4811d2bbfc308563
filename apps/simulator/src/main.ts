import 'reflect-metadata';

import { runApp } from '#platform';

import { simulatorSettings } from './simulator.config.ts';
import { SimulatorModule } from './simulator.module.ts';

await runApp({
  name: 'simulator',
  settings: simulatorSettings,
  module: (config) => SimulatorModule.with(config),
  // Whoever reaches it can read what was written on the phone.
  host: '127.0.0.1',
});
