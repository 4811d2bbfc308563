import { DatabaseInUseError, startEmbeddedDatabase } from '#data/admin';

import { databaseName } from './data-folder.ts';
import type { HostMessage } from './embedded-database.message.ts';

// Arguments: port, data folder, `shared`, `own` or `scratch`. Runs the embedded PostgreSQL for as long as the parent
// process lives, and sends it the URL.
const [port, dataDir = '', use] = process.argv.slice(2);
process.on('SIGINT', () => undefined);

try {
  const server = await startEmbeddedDatabase({
    dataDir,
    port: Number(port),
    persistent: use !== 'scratch',
    isShared: use === 'shared',
  });
  let isStopping = false;
  void server.ended.then(() => isStopping || process.exit(1));
  const stop = (): void => {
    isStopping = true;
    void server.stop().then(() => process.exit(0));
  };
  process.on('disconnect', stop);
  process.on('SIGTERM', stop);
  await server.createDatabase(databaseName).catch((error: { code?: string }) => {
    if (error.code !== '42P04') throw error; // already exists from an earlier start
  });
  if (process.connected) tell({ url: server.url(databaseName) }, () => undefined);
  else stop();
} catch (error) {
  if (error instanceof DatabaseInUseError) tell({ inUse: error.message }, () => process.exit(1));
  else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

function tell(message: HostMessage, done: () => void): void {
  if (process.send) process.send(message, done);
  else done();
}
