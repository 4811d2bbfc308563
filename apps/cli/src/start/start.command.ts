import { portSettings } from '#platform';

import { logFolder } from './data-folder.ts';
import { LocalStack, type PlannedApp } from './local-stack.ts';
import { requireFree } from './ports.ts';
import { loadStartConfig, type StartConfig } from './start.settings.ts';

/** `npm start`: everything on this machine, until Ctrl-C or until something fails. */
export async function start(): Promise<void> {
  const config = loadStartConfig();
  const plan = planOf(config);
  await requireFree(plan);
  const stopAsked = new Promise<null>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(null));
  });
  const stack = new LocalStack(config, plan);
  try {
    const isUp = await Promise.race([stack.up().then(() => true), stopAsked]);
    if (isUp) {
      announce(config);
      const failure = await Promise.race([stack.failure(), stopAsked]);
      if (failure !== null) throw new Error(`${failure}\nStopping everything.`);
    }
    console.log('\nStopping …');
  } finally {
    await stack.down();
  }
  console.log('Everything has stopped.');
}

function planOf(config: StartConfig): PlannedApp[] {
  const apps = [
    { name: 'ingress', setting: portSettings.ingress.name, port: config.ingressPort },
    { name: 'media', setting: portSettings.media.name, port: config.mediaPort },
    { name: 'intent', setting: portSettings.intent.name, port: config.intentPort },
    { name: 'notifier', setting: portSettings.notifier.name, port: config.notifierPort },
  ];
  const simulator = { name: 'simulator', setting: portSettings.simulator.name, port: config.simulatorPort };
  return config.apiToken ? apps : [...apps, simulator];
}

function announce(config: StartConfig): void {
  const at = (port: number, path: string): string => `http://127.0.0.1:${port}${path}`;
  const queues = [config.mediaPort, config.intentPort, config.notifierPort].map((port) =>
    at(port, '/health/queues'),
  );
  console.log(
    [
      '',
      ...(config.apiToken
        ? []
        : [`Phone      ${at(config.simulatorPort, '/')}   open this and write to Handsfree`]),
      `Webhook    ${at(config.ingressPort, '/webhook')}`,
      `Queues     ${queues.join('   ')}   (in ${config.redisUrl ? 'Redis' : 'PostgreSQL'})`,
      `Logs       ${logFolder}`,
      '',
      'Handsfree is ready',
    ].join('\n'),
  );
}
