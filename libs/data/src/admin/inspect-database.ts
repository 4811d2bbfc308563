import pg from 'pg';

interface DatabaseFacts {
  /** As the server calls it: `16.4`. */
  version: string;
  major: number;
  /** A replica, or set so. */
  isReadOnly: boolean;
  connections: number;
  mostConnections: number;
  /** Its clock, and when it was read by this machine's. */
  clock: { there: Date; between: [Date, Date]; granularityMs: number };
}

const limitMs = 3_000;

/** What a deployment needs to know of its server. Rejects when it cannot be reached. */
export async function inspectDatabase(connectionString: string): Promise<DatabaseFacts> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: limitMs,
    query_timeout: limitMs,
  });
  await client.connect();
  try {
    const began = new Date();
    const { rows } = await client.query<Omit<DatabaseFacts, 'clock'> & { there: Date }>(`
      SELECT clock_timestamp() AS there, current_setting('server_version') AS version,
        current_setting('server_version_num')::int / 10000 AS major,
        pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' AS "isReadOnly",
        (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
        current_setting('max_connections')::int AS "mostConnections"`);
    const [row] = rows;
    if (!row) throw new Error('PostgreSQL told nothing about itself');
    const { there, ...facts } = row;
    return { ...facts, clock: { there, between: [began, new Date()], granularityMs: 1 } };
  } finally {
    await client.end();
  }
}
