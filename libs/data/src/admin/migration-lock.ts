import { setTimeout } from 'node:timers/promises';

import pg from 'pg';

/** Of the locks that programs agree upon; any number. */
const migrating = 4_187_220_551;
const askAgainMs = 200;

/**
 * One program at a time migrates. The others ask again and again instead of waiting for the lock: an index that is built concurrently
 * waits for all statements that began before, and would wait for theirs.
 */
export async function withMigrationLock<T>(databaseUrl: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // The server may end it: the lock is free then, and the work fails by itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    while (!(await isLocked(client))) await setTimeout(askAgainMs);
    return await work();
  } finally {
    await client.end();
  }
}

async function isLocked(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [
    migrating,
  ]);
  return rows[0]?.locked ?? false;
}
