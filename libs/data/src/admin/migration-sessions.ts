import type pg from 'pg';

/** Of the locks that programs agree upon; any number. */
const migrating = 4_187_220_551;
/** The one of Prisma's engine. A connection whose program was killed keeps it while it still builds an index. */
const prismaMigrating = 72_707_369;

/** Of the connections over which migrations are applied. */
export const migrationApplication = 'handsfree migration';

/** Somebody's connection. What belongs to another user of the database may not be seen: it is null. */
export interface Session {
  pid: number;
  application: string | null;
  address: string | null;
  since: Date | null;
}

const columns = 'a.application_name AS application, host(a.client_addr) AS address';

/** Takes the lock if it is free. @returns whether it is had now, and who migrates still */
export async function tryToLock(client: pg.ClientBase): Promise<{ isLocked: boolean; others: Session[] }> {
  const { rows } = await client.query<{ isLocked: boolean }>(
    'SELECT pg_try_advisory_lock($1) AS "isLocked"',
    [migrating],
  );
  const { rows: others } = await client.query<Session>(
    `SELECT l.pid, ${columns}, a.backend_start AS since
    FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND l.classid::bigint = 0 AND l.objid::bigint = ANY($1::bigint[]) AND l.objsubid = 1 AND l.granted AND l.pid <> pg_backend_pid()
    ORDER BY l.pid`,
    [[migrating, prismaMigrating]],
  );
  return { isLocked: (rows[0]?.isLocked ?? false) && others.length === 0, others };
}

/** @returns whose transactions a migration waits for at the moment */
export async function sessionsBlocking(client: pg.ClientBase): Promise<Session[]> {
  const { rows } = await client.query<Session>(
    `SELECT DISTINCT a.pid, ${columns}, coalesce(a.xact_start, a.backend_start) AS since
    FROM pg_stat_activity own CROSS JOIN unnest(pg_blocking_pids(own.pid)) AS blocking(pid) JOIN pg_stat_activity a ON a.pid = blocking.pid
    WHERE own.datname = current_database() AND own.application_name = $1 AND own.wait_event_type = 'Lock'
    ORDER BY a.pid`,
    [migrationApplication],
  );
  return rows;
}

/** A pooler tells another process id than that of the connection which it lends at the moment. */
export async function isPooled(client: pg.Client): Promise<boolean> {
  const { processID } = client as unknown as { processID: number | null };
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid !== processID;
}

/** Never what a statement says: there may be somebody's data in it. */
export const wordsOf = (sessions: Session[]): string =>
  sessions
    .map(({ pid, application, address, since }) => {
      const from = address === null ? '' : ` from ${address}`;
      const sinceWhen = since === null ? '' : `, since ${since.toISOString()}`;
      return `process ${pid} of PostgreSQL (${application || 'a program without a name'}${from}${sinceWhen})`;
    })
    .join(', ');
