import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

import { withSchemaEngine } from './schema-engine.ts';

/** SQLSTATE. */
const undefinedTable = '42P01';
const filters = { externalTables: [], externalEnums: [] };

/** Applies all pending migrations. @returns their names */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  const migrationsList = await readMigrations();
  return withSchemaEngine(databaseUrl, undefined, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
    return appliedMigrationNames;
  });
}

/** @returns the names of those that the database does not have yet */
export async function pendingMigrations(databaseUrl: string): Promise<string[]> {
  const applied = await appliedMigrations(databaseUrl);
  return (await migrationNames()).filter((name) => !applied.has(name));
}

async function appliedMigrations(databaseUrl: string): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
    );
    return new Set(rows.map(({ name }) => name));
  } catch (error) {
    if ((error as { code?: string }).code === undefinedTable) return new Set();
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
  const script = await withSchemaEngine(databaseUrl, content, async (engine) => {
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

async function readMigrations(): Promise<MigrationList> {
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
  };
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
