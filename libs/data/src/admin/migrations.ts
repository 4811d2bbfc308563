import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

import { type MigrationOptions, usualMigrationLimits, withMigrationLock } from './migration-lock.ts';
import { migrationFaults } from './migration-rules.ts';
import { withSchemaEngine } from './schema-engine.ts';

/** SQLSTATE. */
const undefinedTable = '42P01';
const filters = { externalTables: [], externalEnums: [] };

/**
 * Applies all pending migrations, also one that broke off before: it left nothing, or
 * what its repetition removes. @returns their names
 */
export async function applyMigrations(
  databaseUrl: string,
  {
    limits = {},
    tell = (words) => void process.stderr.write(`${words}\n`),
  }: Partial<Omit<MigrationOptions, 'limits'>> & { limits?: Partial<MigrationOptions['limits']> } = {},
): Promise<string[]> {
  const options = { limits: { ...usualMigrationLimits, ...limits }, tell };
  const migrationsList = await readMigrations();
  const migrations = migrationsList.migrationDirectories.map(
    ({ migrationFile }) => migrationFile.content.value,
  );
  return withMigrationLock(
    databaseUrl,
    () =>
      withSchemaEngine(databaseUrl, { migrations, limits: options.limits }, async (engine) => {
        for (const migrationName of await migrationsWhere(databaseUrl, brokenOff))
          await engine.markMigrationRolledBack({ migrationName });
        const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
        return appliedMigrationNames;
      }),
    options,
  );
}

const applied = 'finished_at IS NOT NULL';
const brokenOff = 'finished_at IS NULL AND rolled_back_at IS NULL';

/** @returns what is wrong with migrations for a database that is in use: nothing, if they are as CONTRIBUTING.md says */
export async function allMigrationFaults(): Promise<string[]> {
  const { migrationDirectories } = await readMigrations();
  const scripts = migrationDirectories.map(({ migrationFile }) => migrationFile.content.value);
  return migrationDirectories.flatMap(({ path }, at) =>
    migrationFaults(path, scripts[at] ?? '', scripts.slice(0, at).join(';\n')).map(
      (fault) => `${path}: ${fault}`,
    ),
  );
}

/** @returns the names of those that the database does not have yet */
export async function pendingMigrations(databaseUrl: string): Promise<string[]> {
  const known = new Set(await migrationsWhere(databaseUrl, applied));
  return (await migrationNames()).filter((name) => !known.has(name));
}

async function migrationsWhere(databaseUrl: string, condition: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT migration_name AS name FROM _prisma_migrations WHERE ${condition}`,
    );
    return rows.map(({ name }) => name);
  } catch (error) {
    if ((error as { code?: string }).code === undefinedTable) return [];
    throw error;
  } finally {
    await client.end();
  }
}

/**
 * The SQL from the migrations to `schema.prisma`; empty when they agree.
 *
 * @param databaseUrl a server on which a shadow database may be created
 */
export async function missingMigration(databaseUrl: string): Promise<string> {
  const content = await readFile(schemaPath(), 'utf8');
  const migrationsList = await readMigrations();
  const script = await withSchemaEngine(databaseUrl, { datamodel: content }, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrationsList },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
      script: true,
      exitCode: null,
      filters,
    });
    return stdout ?? '';
  });
  return script.includes('empty migration') ? '' : script;
}

/** Writes the missing migration. @returns its folder name, or null when schema and migrations agree */
export async function createMigration(databaseUrl: string, name: string): Promise<string | null> {
  const script = await missingMigration(databaseUrl);
  if (!script) return null;
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = `${stamp}_${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
  await mkdir(join(migrationsPath(), folder), { recursive: true });
  await writeFile(join(migrationsPath(), folder, 'migration.sql'), script);
  return folder;
}

async function migrationNames(): Promise<string[]> {
  const path = migrationsPath();
  const entries = existsSync(path) ? await readdir(path, { withFileTypes: true }) : [];
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

async function readMigrations() {
  const baseDir = migrationsPath();
  const folders = await migrationNames();
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      folders.map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  } satisfies MigrationList;
}

const migrationsPath = (): string => join(dirname(schemaPath()), 'migrations');

/** `prisma/` is beside the sources in development and beside `dist/` in an image. */
function schemaPath(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const path = join(folder, 'prisma', 'schema.prisma');
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) throw new Error('prisma/schema.prisma is missing beside the program');
  }
}
