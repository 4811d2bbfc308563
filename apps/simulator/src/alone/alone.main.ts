// `npm run simulator`: the simulated WhatsApp alone, for whatever speaks the Cloud API.
import 'reflect-metadata';

import { runApp } from '#platform';

import { simulatorSettings } from '../simulator.config.ts';
import { SimulatorModule } from '../simulator.module.ts';
import { announcement } from './announcement.ts';
import { TerminalLogger } from './terminal.logger.ts';
import { readWords } from './words.ts';

const words = readWords(process.argv.slice(2));

if ('usage' in words) {
  (words.wrong ? process.stderr : process.stdout).write(words.usage);
  process.exitCode = words.wrong ? 2 : 0;
} else {
  const config = await runApp({
    name: 'simulator',
    settings: simulatorSettings,
    module: (settings) => SimulatorModule.with(settings),
    host: '127.0.0.1',
    environment: { ...process.env, ...words.settings },
    logger: new TerminalLogger(),
  });
  process.stdout.write(`${announcement(config)}\n`);
}
