import { type ChildProcess, execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import pg from 'pg';

import { createTestDatabase, type TestDatabase, waitUntil } from '#testing';

import { allMigrationFaults, applyMigrations, missingMigration, pendingMigrations } from './migrations.ts';

const run = promisify(execFile);

describe('migrations', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  const shadows = (): Promise<unknown[]> =>
    database.query(`SELECT datname FROM pg_database WHERE datname LIKE 'handsfree_shadow_%'`);

  it('lead to what schema.prisma says: run `npm run db:migration` when this fails', async () => {
    expect(await missingMigration(database.url)).toBe('');
  });

  it('leave no shadow database behind when they are compared', async () => {
    await missingMigration(database.url);

    expect(await shadows()).toEqual([]);
  });

  it('are all applied to an empty database', async () => {
    await database.query('DROP SCHEMA public CASCADE');
    await database.query('CREATE SCHEMA public');

    const pending = await pendingMigrations(database.url);
    const applied = await applyMigrations(database.url);

    expect(applied.length).toBeGreaterThan(0);
    expect(pending).toEqual(applied);
    expect(await pendingMigrations(database.url)).toEqual([]);
    expect(await database.query('SELECT count(*)::int AS people FROM contact')).toEqual([{ people: 0 }]);
  });

  it('are applied once', async () => {
    expect(await applyMigrations(database.url)).toEqual([]);
  });

  it('lock nobody out of a table that is in use', async () => {
    expect(await allMigrationFaults()).toEqual([]);
  });

  it('leave no connection open, which would keep others from copying or dropping the database', async () => {
    await applyMigrations(database.url);
    await missingMigration(database.url);

    await waitUntil('nobody else is connected', async () => {
      const others = await database.query(
        'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      return others.length === 0;
    });
  });
});

describe('a schema that is ahead of its migrations', () => {
  let database: TestDatabase;
  let project: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    // A separate project around the build, since the schema is located relative to the program.
    project = await mkdtemp(join(tmpdir(), 'handsfree-migrations-'));
    await cp('prisma', join(project, 'prisma'), { recursive: true });
    await cp('dist/libs/data/src/admin', join(project, 'admin'), { recursive: true });
    await symlink(resolve('node_modules'), join(project, 'node_modules'), 'junction');
    await writeFile(join(project, 'package.json'), '{"type":"module"}');
  });
  afterEach(async () => {
    await rm(project, { recursive: true });
    await database.drop();
  });

  async function addColumn(): Promise<void> {
    const path = join(project, 'prisma', 'schema.prisma');
    const schema = await readFile(path, 'utf8');
    await writeFile(path, schema.replace('model Contact {', 'model Contact {\n  nickname String?'));
  }

  interface Program {
    child: ChildProcess;
    /** What it has said so far. */
    told: () => string;
    result: Promise<string>;
  }

  function start(expression: string): Program {
    const program = `
      import * as migrations from './admin/migrations.js';
      const url = ${JSON.stringify(database.url)};
      process.stdout.write(JSON.stringify(await migrations.${expression}));`;
    const running = run(process.execPath, ['--input-type=module', '--eval', program], { cwd: project });
    let told = '';
    running.child.stderr?.on('data', (text) => (told += String(text)));
    const result = running.then(({ stdout }) => stdout);
    // Of one that is killed nobody asks.
    result.catch(() => undefined);
    return { child: running.child, told: () => told, result };
  }

  const ask = async (expression: string): Promise<unknown> => JSON.parse(await start(expression).result);

  it('is found out, with the SQL that is missing', async () => {
    expect(await ask('missingMigration(url)')).toBe('');

    await addColumn();

    expect(await ask('missingMigration(url)')).toContain(
      'ALTER TABLE "contact" ADD COLUMN     "nickname" TEXT',
    );
  });

  it('is caught up with by a new migration', async () => {
    expect(await ask(`createMigration(url, 'none')`)).toBeNull();
    await addColumn();

    const name = await ask(`createMigration(url, 'Add a nickname')`);

    expect(name).toMatch(/^\d{14}_add_a_nickname$/);
    expect(await ask('missingMigration(url)')).toBe('');
    expect(await ask('applyMigrations(url)')).toEqual([name]);
    expect(await database.query('SELECT nickname FROM contact')).toEqual([]);
  });

  describe('with a migration more', () => {
    const name = '20990101000000_more';
    const index = `DROP INDEX CONCURRENTLY IF EXISTS "contact_new_idx";
      -- While people write; nobody waits.
      CREATE INDEX CONCURRENTLY "contact_new_idx" ON "contact"("created_at");`;

    async function write(sql: string): Promise<void> {
      await mkdir(join(project, 'prisma/migrations', name), { recursive: true });
      await writeFile(join(project, 'prisma/migrations', name, 'migration.sql'), sql);
    }
    const isValid = (): Promise<unknown[]> =>
      database.query(
        `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('contact_new_idx')`,
      );

    it('applies it whole or not at all, and again once it is mended', async () => {
      await write(
        'ALTER TABLE "contact" ADD COLUMN "one" TEXT; ALTER TABLE "nothing" ADD COLUMN "two" TEXT;',
      );

      await expect(ask('applyMigrations(url)')).rejects.toThrow(/No such table: nothing/);
      expect(
        await database.query(
          `SELECT FROM information_schema.columns WHERE table_name = 'contact' AND column_name = 'one'`,
        ),
      ).toEqual([]);

      await write('ALTER TABLE "contact" ADD COLUMN "one" TEXT;');
      expect(await ask('applyMigrations(url)')).toEqual([name]);
    });

    it('does not apply it again when the program ended before the engine had recorded it', async () => {
      await write('ALTER TABLE "contact" ADD COLUMN "one" TEXT -- The last word.');
      await database.query(`
        CREATE FUNCTION end_connection() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'`);
      await database.query(`
        CREATE TRIGGER end_connection BEFORE UPDATE OF applied_steps_count ON _prisma_migrations
          FOR EACH ROW EXECUTE FUNCTION end_connection()`);

      await expect(ask('applyMigrations(url)')).rejects.toThrow();
      await database.query('DROP TRIGGER end_connection ON _prisma_migrations');

      expect(await ask('applyMigrations(url)')).toEqual([]);
      expect(await ask('pendingMigrations(url)')).toEqual([]);
      expect(await database.query('SELECT one FROM contact')).toEqual([]);
    });

    it('builds an index while somebody writes to the table', async () => {
      await write(index);
      const writer = new pg.Client({ connectionString: database.url });
      await writer.connect();
      await writer.query('BEGIN');
      await writer.query('INSERT INTO contact (id, updated_at) VALUES (gen_random_uuid(), now())');

      // Two at once, as of two replicas that are started anew.
      const applying = Promise.all([ask('applyMigrations(url)'), ask('applyMigrations(url)')]);
      await waitUntil('it waits for what began before', async () => (await isValid()).length === 1);
      await database.query('INSERT INTO contact (id, updated_at) VALUES (gen_random_uuid(), now())');
      await writer.query('COMMIT');
      await writer.end();

      expect((await applying).flat()).toEqual([name]);
      expect(await isValid()).toEqual([{ valid: true }]);
    });

    it('builds an index anew when a program was killed that was building it', async () => {
      await write(index);
      const writer = new pg.Client({ connectionString: database.url });
      await writer.connect();
      await writer.query('BEGIN');
      await writer.query('INSERT INTO contact (id, updated_at) VALUES (gen_random_uuid(), now())');
      const { child } = start('applyMigrations(url)');
      await waitUntil('it waits for what began before', async () => (await isValid()).length === 1);
      const migrators = async (): Promise<number[]> => {
        const found = await database.query<{ pid: number }>(
          `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'handsfree migration lock'`,
        );
        return found.map(({ pid }) => pid);
      };
      const [killed] = await migrators();
      child.kill('SIGKILL');

      const applying = ask('applyMigrations(url)');
      await waitUntil('the next one is there', async () => (await migrators()).some((pid) => pid !== killed));
      await writer.query('COMMIT');
      await writer.end();

      expect(await applying).toEqual([name]);
      expect(await isValid()).toEqual([{ valid: true }]);
    });

    it('lets others use a table that it waits for, and says for whom it waits', async () => {
      await write('ALTER TABLE "contact" ADD COLUMN "one" TEXT;');
      const reader = new pg.Client({ connectionString: database.url, application_name: 'a long report' });
      await reader.connect();
      await reader.query('BEGIN');
      await reader.query('SELECT FROM contact');
      const { told, result } = start('applyMigrations(url, { limits: { tellAfterMs: 0 } })');
      await waitUntil('it is told', () => told().includes('a long report'));

      // They would stand behind it until the report is done.
      for (let at = 0; at < 3; at++) await database.query('SELECT count(*) FROM contact');

      await reader.query('COMMIT');
      await reader.end();
      expect(JSON.parse(await result)).toEqual([name]);
      expect(await database.query('SELECT one FROM contact')).toEqual([]);
    });

    it('builds an index anew that was broken off', async () => {
      const unique = index.replace('CREATE INDEX', 'CREATE UNIQUE INDEX').replace('created_at', 'updated_at');
      await write(unique);
      await database.query(
        `INSERT INTO contact (id, updated_at) VALUES (gen_random_uuid(), 'epoch'), (gen_random_uuid(), 'epoch')`,
      );

      await expect(ask('applyMigrations(url)')).rejects.toThrow(/contact_new_idx/);
      expect(await isValid()).toEqual([{ valid: false }]);

      await database.query('DELETE FROM contact');
      expect(await ask('applyMigrations(url)')).toEqual([name]);
      expect(await isValid()).toEqual([{ valid: true }]);
    });
  });
});
