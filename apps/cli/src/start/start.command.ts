import { join } from 'node:path';

import { portSettings } from '#platform';

import { loadCheckedConfig } from './checked-config.ts';
import { dataFolder, logFolder } from './data-folder.ts';
import { LocalStack } from './local-stack.ts';
import { requireFree } from './ports.ts';
import { engineAtWork } from './engine-at-work.ts';
import { requireReachable } from './reachable.ts';
import { type AppName, appNames, localUrl, type StartConfig, whatsappEnvironment } from './start.settings.ts';
import { templateNews } from './template-news.ts';

/** `npm start`: everything on this machine, until Ctrl-C or until something fails. */
export async function start(): Promise<void> {
  const config = await loadCheckedConfig();
  if (config.hostWarning) console.log(`${config.hostWarning}.`);
  const names = appNames(!config.apiToken);
  await requireFree(
    config.host,
    names.map((name) => ({ setting: portSettings[name].name, port: config[`${name}Port`] })),
  );
  await requireReachable({ ...config, gemini: config });
  const stopAsked = new Promise<null>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(null));
  });
  const stack = new LocalStack(config, names);
  try {
    const ready = stack.up().then(() => templateNews(config, whatsappEnvironment(config)));
    const news = await Promise.race([ready, stopAsked]);
    if (news !== null) {
      announce(config, news);
      const failure = await Promise.race([stack.failure(), stopAsked]);
      if (failure !== null) throw new Error(`${failure}\nStopping everything.`);
    }
    console.log('\nStopping …');
  } finally {
    await stack.down();
  }
  console.log('Everything has stopped.');
}

function announce(config: StartConfig, templates: string | undefined): void {
  const at = (name: AppName, path: string): string => `${localUrl(config, name)}${path}`;
  const queues = (['media', 'intent', 'notifier'] as const).map((name) => at(name, '/health/queues'));
  console.log(
    [
      '',
      ...(config.apiToken ? [] : [`Phone      ${at('simulator', '/')}   open this and write to Handsfree`]),
      `Webhook    ${at('ingress', '/webhook')}`,
      `On call    ${at('ops', '/')}   log in with ${config.opsToken ? 'OPS_TOKEN' : `the token in ${join(dataFolder, 'ops-token')}`}`,
      `Queues     ${queues.join('   ')}   (in ${config.redisUrl ? 'Redis' : 'PostgreSQL'})`,
      `Language   ${engineAtWork(config)}`,
      ...(templates ? [`Templates  ${templates}`] : []),
      `Logs       ${logFolder}`,
      '',
      'Handsfree is ready',
    ].join('\n'),
  );
}
