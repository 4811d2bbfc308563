import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';

import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, DriverAdapterError } from '@prisma/driver-adapter-utils';
import pg from 'pg';

import type { MigrationLimits } from './migration-lock.ts';
import { buildsConcurrently, statementsOf } from './migration-rules.ts';
import { migrationApplication } from './migration-sessions.ts';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

/**
 * `@prisma/adapter-pg` as the schema engine needs it. By itself it refuses columns of PostgreSQL's type `"char"`, of
 * which the catalog is full, drops its shadow database while still connected to it, and runs the statements of a script one by one, cut at each
 * semicolon.
 */
export class MigrationAdapter extends PrismaPg {
  readonly #server: pg.PoolConfig;
  readonly #open: Adapter[] = [];
  readonly #migrations: ReadonlySet<string>;
  readonly #limits: MigrationLimits;

  /** @param migrations the scripts of those that are to be applied for good */
  constructor(databaseUrl: string, migrations: Iterable<string>, limits: MigrationLimits) {
    const server = serverOf(databaseUrl);
    super(server);
    this.#server = server;
    this.#migrations = new Set(migrations);
    this.#limits = limits;
  }

  override async connect(): Promise<Adapter> {
    const adapter = asEngineNeeds(await super.connect(), this.#migrations, this.#limits);
    this.#open.push(adapter);
    return adapter;
  }

  /** The engine leaves connections open; an open one keeps others from dropping or copying the database. */
  async close(): Promise<void> {
    await Promise.all(this.#open.map((adapter) => adapter.dispose()));
  }

  override async connectToShadowDb(): Promise<Adapter> {
    const database = `handsfree_shadow_${randomUUID()}`;
    const main = await this.connect();
    await main.executeScript(`CREATE DATABASE "${database}"`);
    const own = await new PrismaPg({ ...this.#server, database }).connect();
    const shadow = asEngineNeeds(own, new Set(), this.#limits);
    const leave = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await leave();
      await main.executeScript(`DROP DATABASE "${database}"`);
    };
    return shadow;
  }
}

/** Separate fields, not a URL: `database` could not be replaced in a string. */
function serverOf(databaseUrl: string): pg.PoolConfig {
  const url = new URL(databaseUrl);
  return {
    host: url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
    ssl: url.searchParams.get('sslmode') === 'require',
    application_name: migrationApplication,
    Client: CatalogClient,
    verify: endWithProgram,
  };
}

/**
 * A server notices only when it answers that whoever asked is gone: an index would be built to its end for nobody, since the next program begins it
 * anew. Servers on Windows cannot look for it; the next program then waits.
 */
function endWithProgram(client: pg.ClientBase, done: (error?: Error) => void): void {
  client.query(`SELECT set_config('client_connection_check_interval', '2s', false)`, () => done());
}

const charTypeId = 18;
const textTypeId = 25;
const charColumns = new Set<string>();

/** Passes `"char"` columns through the adapter as text and remembers their names. */
class CatalogClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const { connection } = this as unknown as { connection: EventEmitter };
    connection.on('rowDescription', ({ fields }: { fields: pg.FieldDef[] }) => {
      for (const field of fields) {
        if (field.dataTypeID !== charTypeId) continue;
        field.dataTypeID = textTypeId;
        charColumns.add(field.name);
      }
    });
  }
}

/**
 * The engine records in a statement of its own that a migration is finished. Were it stopped before that, the migration would be applied again
 * although it is there. The only open record is that of the migration that is being applied.
 */
const recordingIt =
  'UPDATE "_prisma_migrations" SET "finished_at" = now() WHERE "finished_at" IS NULL AND "rolled_back_at" IS NULL';

/** Tells the engine which text columns are characters, and runs scripts whole, but for those that must not be in a transaction. */
function asEngineNeeds(
  adapter: Adapter,
  migrations: ReadonlySet<string>,
  { lockTimeoutMs, waitMs }: MigrationLimits,
): Adapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    result.columnTypes = result.columnTypes.map((type, at) =>
      charColumns.has(result.columnNames[at] ?? '') ? ColumnTypeEnum.Character : type,
    );
    return result;
  };
  const onItsOwn = adapter.executeScript.bind(adapter);
  const send = (statements: string): Promise<unknown> => adapter.underlyingDriver().query(statements);
  // Sent as one, the statements are one transaction: a migration is applied whole or not at all.
  const apply = (script: string): Promise<unknown> =>
    givingWay(() => send(`${limitedTo(lockTimeoutMs)}; ${script}\n;${recordingIt}`), lockTimeoutMs, waitMs);
  adapter.executeScript = async (script) => {
    if (buildsConcurrently(script)) return onItsOwn([...unlimited, ...statementsOf(script)].join(';'));
    try {
      await (migrations.has(script) ? apply(script) : send(script));
    } catch (error) {
      throw toldToEngine(error);
    }
  };
  return adapter;
}

const limitedTo = (lockTimeoutMs: number): string =>
  `SET LOCAL lock_timeout = ${lockTimeoutMs}; SET LOCAL statement_timeout = 0`;
/** Whoever builds an index concurrently waits for whatever began before, and nobody waits behind it. */
const unlimited = ['SET lock_timeout = 0', 'SET statement_timeout = 0'];

/** SQLSTATE of a statement that did not get its lock in time, or was the one to give way in a deadlock. */
const busyCodes = new Set(['55P03', '40P01']);

/** Tries again until the locks are free. Between two tries, whoever waited behind the first one goes ahead. */
async function givingWay(work: () => Promise<unknown>, pauseMs: number, limitMs: number): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      const isBusy = error instanceof pg.DatabaseError && busyCodes.has(error.code ?? '');
      if (!isBusy || performance.now() - startedAt >= limitMs) throw error;
      await setTimeout(pauseMs);
    }
  }
}

/** As the engine tells it and writes it down. */
function toldToEngine(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  const { code = '', severity = '', message, detail, column, hint } = error;
  return new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
}
