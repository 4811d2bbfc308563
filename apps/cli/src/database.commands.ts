import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  allMigrationFaults,
  applyMigrations,
  createMigration,
  migrationSettings,
  missingMigration,
} from '#data/admin';
import { loadConfig } from '#platform';
import { migrateQueues, queueSettings } from '#queues';

import { besideStart, openDatabase, startEmbedded } from './start/database.ts';

/** `db migrate`: applies migrations to the database that the settings name, or to the embedded one of `npm start`. */
export async function migrate(): Promise<void> {
  const config = loadConfig({ ...queueSettings, ...migrationSettings });
  const database = await openDatabase(config.migrationDatabaseUrl ?? config.databaseUrl);
  try {
    const applied = await applyMigrations(database.url);
    await migrateQueues({ ...config, databaseUrl: database.url });
    console.log(applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date');
  } finally {
    await database.stop();
  }
}

/** `db url`: prints the address alone, for other programs. */
export async function printUrl(): Promise<void> {
  const { databaseUrl = await besideStart() } = loadConfig({ databaseUrl: queueSettings.databaseUrl });
  if (!databaseUrl) {
    throw new Error('There is no database to show: the embedded one runs while `npm start` does.');
  }
  console.log(databaseUrl);
}

/** `db migration <name>`: uses a scratch database. */
export async function migration(name: string): Promise<void> {
  const folder = await onScratchDatabase((url) => createMigration(url, name));
  console.log(
    folder ? `Wrote prisma/migrations/${folder}` : 'schema.prisma and the migrations agree: nothing to write',
  );
}

/** `db check`: also on a scratch database. */
export async function check(): Promise<void> {
  const missing = await onScratchDatabase(missingMigration);
  if (missing) {
    throw new Error(
      `schema.prisma has changes that no migration makes; run \`npm run db:migration -- <name>\`:\n\n${missing}`,
    );
  }
  const faults = await allMigrationFaults();
  if (faults.length > 0)
    throw new Error(`Nobody could write while these are applied:\n\n${faults.join('\n')}`);
  console.log('schema.prisma and the migrations agree');
}

async function onScratchDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'handsfree-scratch-'));
  // As root, the server runs as another user.
  await chmod(folder, 0o755);
  const database = await startEmbedded(join(folder, 'postgres'), 'scratch');
  try {
    return await work(database.url);
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
