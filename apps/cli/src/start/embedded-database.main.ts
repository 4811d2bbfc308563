import { startEmbeddedDatabase } from '#data/admin';

import { databaseName } from './data-folder.ts';

// Called with port, data folder and `persistent` or `scratch`: keeps the embedded PostgreSQL for as long as the process that
// forked this one lives, and sends it the URL.
const [port, dataDir = '', kept] = process.argv.slice(2);
process.on('SIGINT', () => undefined);

try {
  const server = await startEmbeddedDatabase({
    dataDir,
    port: Number(port),
    persistent: kept === 'persistent',
  });
  const stop = (): void => {
    void server.stop().then(() => process.exit(0));
  };
  process.on('disconnect', stop);
  process.on('SIGTERM', stop);
  await server.createDatabase(databaseName).catch((error: { code?: string }) => {
    if (error.code !== '42P04') throw error; // it is there from an earlier start
  });
  if (process.connected) process.send?.(server.url(databaseName));
  else stop();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
