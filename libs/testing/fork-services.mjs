import { fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { embeddedDatabaseFork } from '#data/admin';

/** Real servers in a process that exits with this one, however this one exits: none is left behind. */
export async function forkServices() {
  const services = fork(join(import.meta.dirname, 'services.mjs'), {
    ...(await embeddedDatabaseFork(tmpdir())),
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const known = await new Promise((resolve, reject) => {
    services.once('message', resolve);
    services.once('exit', () => reject(new Error('The test servers did not start')));
  });
  return { services, ...known };
}
