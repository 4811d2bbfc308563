import 'reflect-metadata';

import { runApp } from '#platform';

import { simulatorSettings } from './simulator.config.ts';
import { SimulatorModule } from './simulator.module.ts';

await runApp({
  name: 'simulator',
  settings: simulatorSettings,
  // This one stands beside the apps of this repository; the one for other projects is alone/alone.main.ts.
  environment: { SIMULATOR_BUSINESS_NAME: 'Handsfree', ...process.env },
  module: (config) => SimulatorModule.with(config),
  // Whoever reaches it can read what was written on the phone.
  host: '127.0.0.1',
});
