import type { TestDatabase } from './test-database.ts';

/**
 * Unqualified, these are found before PostgreSQL's own, which cannot be replaced. What a column gets by default was bound when its table was
 * made, and is bound anew; rows that are there from the beginning are as old as any.
 */
const simulation = `
  CREATE SCHEMA simulated;
  CREATE TABLE simulated.clock (ahead interval NOT NULL, stands_at timestamptz);
  INSERT INTO simulated.clock VALUES ('0');
  CREATE FUNCTION simulated.now() RETURNS timestamptz LANGUAGE sql STABLE AS
    'SELECT coalesce(stands_at, pg_catalog.now() + ahead) FROM simulated.clock';
  CREATE FUNCTION simulated.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    'SELECT coalesce(stands_at, pg_catalog.clock_timestamp() + ahead) FROM simulated.clock';
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

/** The time of a test's database, for connections that are opened after it was created. */
export class DatabaseClock {
  private constructor(private readonly database: TestDatabase) {}

  static async start(database: TestDatabase): Promise<DatabaseClock> {
    await database.query(simulation);
    return new DatabaseClock(database);
  }

  /** It is that time, and time goes on from there. */
  async moveTo(at: Date): Promise<void> {
    await this.database.query('UPDATE simulated.clock SET ahead = $1 - pg_catalog.now()', [at]);
  }

  /** No time passes until `goOn`, however long a test takes. */
  async stand(): Promise<void> {
    await this.database.query('UPDATE simulated.clock SET stands_at = pg_catalog.clock_timestamp() + ahead');
  }

  async goOn(): Promise<void> {
    await this.database.query('UPDATE simulated.clock SET stands_at = NULL');
  }
}
