import { randomUUID } from 'node:crypto';

import pg from 'pg';

export interface TestDatabase {
  url: string;
  /** Raw SQL, to inspect the tables. Each call costs a connection: without `values`, several statements may share one, parted by `;`. */
  query<R extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<R[]>;
  /** Runs `sql` in a transaction that stays open until the returned function is called, which rolls it back. */
  hold(sql: string): Promise<() => Promise<void>>;
  drop(): Promise<void>;
}

/**
 * An empty, migrated database, on the server that all tests share unless another one is named. Call `drop` in
 * `afterEach` or `afterAll`.
 */
export async function createTestDatabase(server = process.env.TEST_DATABASE_SERVER): Promise<TestDatabase> {
  if (!server) throw new Error('No test database server: run the tests through Jest');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runOn(server, `CREATE DATABASE ${name} TEMPLATE template_handsfree`);
  const url = server.replace(/\/[^/]+$/, `/${name}`);
  return {
    url,
    query: async <R extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
      (await runOn<R>(url, sql, values)).rows,
    hold: async (sql) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query('BEGIN');
      await client.query(sql);
      return () => client.end();
    },
    drop: async () => {
      await runOn(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function runOn<R extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values?: unknown[],
): Promise<pg.QueryResult<R>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query<R>(sql, values);
  } finally {
    await client.end();
  }
}
