import { mkdirSync } from 'node:fs';

import { startEmbeddedDatabase } from '#data/admin';

import { databaseFolder, dataFolder } from './data-folder.ts';

// Keeps the embedded PostgreSQL for as long as the process that forked this one lives; sends it the URL.
const name = 'handsfree';
process.on('SIGINT', () => undefined);

try {
  mkdirSync(dataFolder, { recursive: true });
  const server = await startEmbeddedDatabase({
    dataDir: databaseFolder,
    port: Number(process.argv[2]),
    persistent: true,
  });
  const stop = (): void => {
    void server.stop().then(() => process.exit(0));
  };
  process.on('disconnect', stop);
  process.on('SIGTERM', stop);
  await server.createDatabase(name).catch((error: { code?: string }) => {
    if (error.code !== '42P04') throw error; // it is there from an earlier start
  });
  if (process.connected) process.send?.(server.url(name));
  else stop();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
