import { startEmbeddedDatabase } from '#data/admin';

import { databaseName } from './data-folder.ts';

// Arguments: port, data folder, `persistent` or `scratch`. Runs the embedded PostgreSQL for as long as the parent
// process lives, and sends it the URL.
const [port, dataDir = '', kept] = process.argv.slice(2);
process.on('SIGINT', () => undefined);

try {
  const server = await startEmbeddedDatabase({
    dataDir,
    port: Number(port),
    persistent: kept === 'persistent',
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
  if (process.connected) process.send?.(server.url(databaseName));
  else stop();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
