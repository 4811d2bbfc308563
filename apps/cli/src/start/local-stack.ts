import { applyMigrations } from '#data/admin';
import { migrateQueues } from '#queues';

import { AppProcess } from './app-process.ts';
import { startDatabase, type RunningDatabase } from './database.ts';
import { appEnvironment, type AppName, localUrl, type StartConfig } from './start.settings.ts';

/** Database and apps of `npm start`: started in order, stopped in reverse, even if `down` is called during start-up. */
export class LocalStack {
  #database?: RunningDatabase;
  #apps: AppProcess[] = [];
  #comingUp: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor(
    private readonly config: StartConfig,
    private readonly names: AppName[],
  ) {}

  up(): Promise<void> {
    this.#comingUp = this.#up();
    return this.#comingUp;
  }

  async #up(): Promise<void> {
    const { config } = this;
    const database = await timed(
      config.databaseUrl ? 'Using the database of DATABASE_URL' : 'Starting PostgreSQL',
      () => startDatabase(config.databaseUrl),
    );
    this.#database = database;
    if (this.#stopping) return;
    await timed('Migrating the database', async () => {
      const databaseUrl = config.migrationDatabaseUrl ?? database.url;
      await applyMigrations(databaseUrl);
      await migrateQueues({ ...config, databaseUrl });
    });
    if (this.#stopping) return;
    await timed(`Starting ${this.names.join(', ')}`, async () => {
      const environment = await appEnvironment(config, database.url);
      if (this.#stopping) return;
      this.#apps = this.names.map((name) => new AppProcess(name, localUrl(config, name), environment));
      await Promise.all(this.#apps.map((app) => app.ready()));
    });
  }

  /** Resolves with the output of the first app that exits unexpectedly, or once PostgreSQL does. */
  failure(): Promise<string> {
    const apps = this.#apps.map((app) => app.exited.then(() => app.fault));
    const database = this.#database?.ended.then(
      () => 'The embedded PostgreSQL has ended. Its data is kept: run `npm start` again.',
    );
    return Promise.race(database ? [...apps, database] : apps);
  }

  async down(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#apps.map((app) => app.stop()));
    await this.#comingUp.catch(() => undefined);
    await this.#database?.stop();
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  process.stdout.write(`${what} … `);
  try {
    const result = await work();
    console.log(`${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
    return result;
  } catch (error) {
    console.log('failed');
    throw error;
  }
}
