// `npm run simulator`: the simulated WhatsApp alone, for whatever speaks the Cloud API.
import 'reflect-metadata';

import { runApp } from '#platform';

import { simulatorSettings } from '../simulator.config.ts';
import { SimulatorModule } from '../simulator.module.ts';
import { announcement } from './announcement.ts';
import { readCommandLine } from './command-line.ts';
import { TerminalLogger } from './terminal.logger.ts';

const asked = readCommandLine(process.argv.slice(2));

if ('usage' in asked) {
  (asked.wrong ? process.stderr : process.stdout).write(asked.usage);
  process.exitCode = asked.wrong ? 2 : 0;
} else {
  const config = await runApp({
    name: 'simulator',
    settings: simulatorSettings,
    module: (settings) => SimulatorModule.with(settings, { alone: true }),
    host: '127.0.0.1',
    environment: { ...process.env, ...asked.settings },
    logger: new TerminalLogger(),
  });
  process.stdout.write(`${announcement(config)}\n`);
}
