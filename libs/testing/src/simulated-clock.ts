import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { TestDatabase } from './test-database.ts';

/**
 * Unqualified, these are found before PostgreSQL's own, which cannot be replaced. What a column gets by default was bound when its table was
 * made, and is bound anew; rows that are there from the beginning are as old as any.
 */
const simulation = `
  CREATE SCHEMA simulated;
  CREATE TABLE simulated.clock (ahead interval NOT NULL);
  INSERT INTO simulated.clock VALUES ('0');
  CREATE FUNCTION simulated.now() RETURNS timestamptz LANGUAGE sql STABLE AS
    'SELECT pg_catalog.now() + ahead FROM simulated.clock';
  CREATE FUNCTION simulated.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    'SELECT pg_catalog.clock_timestamp() + ahead FROM simulated.clock';
  DO $$
    DECLARE one record;
    BEGIN
      FOR one IN SELECT table_name, column_name, column_default FROM information_schema.columns
        WHERE table_schema = 'public' AND column_default ~ '^\\(?(CURRENT_TIMESTAMP|now\\(\\))'
      LOOP
        EXECUTE format('ALTER TABLE public.%I ALTER COLUMN %I SET DEFAULT %s', one.table_name, one.column_name,
          regexp_replace(one.column_default, 'CURRENT_TIMESTAMP|now\\(\\)', 'simulated.now()'));
      END LOOP;
      EXECUTE format('ALTER DATABASE %I SET search_path = simulated, public, pg_catalog', current_database());
    END
  $$;
  UPDATE public.status_path SET reported_at = 'epoch';`;

/** The time of the apps of a test and of their database, which its author moves; create it before the apps start. */
export class SimulatedClock {
  private constructor(
    private readonly database: TestDatabase,
    private readonly folder: string,
  ) {}

  static async start(database: TestDatabase, at: Date): Promise<SimulatedClock> {
    const clock = new SimulatedClock(database, await mkdtemp(join(tmpdir(), 'handsfree-clock-')));
    await database.query(simulation);
    await clock.moveTo(at);
    return clock;
  }

  /** Of the apps. */
  get settings(): Record<string, string> {
    const preload = pathToFileURL(join(import.meta.dirname, '../simulated-date.mjs')).href;
    return { SIMULATED_CLOCK: this.#file, NODE_OPTIONS: `--import=${preload}` };
  }

  /** It is that time, and time goes on from there. @param work is done while the clock of the apps stands still */
  async moveTo<T>(at: Date, work?: () => Promise<T>): Promise<T | undefined> {
    await this.#write({ standsAt: at.getTime() });
    await this.database.query('UPDATE simulated.clock SET ahead = $1 - pg_catalog.now()', [at]);
    const done = await work?.();
    await this.#write({ aheadMs: at.getTime() - Date.now() });
    return done;
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  get #file(): string {
    return join(this.folder, 'clock.json');
  }

  /** Whole, however it is read meanwhile. */
  async #write(clock: { standsAt: number } | { aheadMs: number }): Promise<void> {
    await writeFile(`${this.#file}.new`, JSON.stringify(clock));
    await rename(`${this.#file}.new`, this.#file);
  }
}
