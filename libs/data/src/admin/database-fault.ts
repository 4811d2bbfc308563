import { setTimeout } from 'node:timers/promises';

import pg from 'pg';

const limitMs = 3_000;
const retryMs = 100;

/** SQLSTATE: starting up; not created yet, by an `npm start` that is starting up. */
const notYet = new Set(['57P03', '3D000']);
/** SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const meanings: Record<string, string> = {
  '28P01': 'refuses the user or the password',
  '28000': 'refuses the user',
  '3D000': 'has no database of this name',
  '57P03': 'is starting up or shutting down',
  '53300': 'has too many connections already',
};

/** Why a database can not be used, without user and password; undefined when it can. Answers within a few seconds. */
export async function databaseFault(databaseUrl: string): Promise<string | undefined> {
  const until = Date.now() + limitMs;
  for (;;) {
    const error = await connect(databaseUrl).catch((fault: Error & { code?: string }) => fault);
    if (!error) return undefined;
    if (Date.now() > until || !notYet.has(error.code ?? ''))
      return `${whereIs(databaseUrl)} ${wordsOf(error)}`;
    await setTimeout(retryMs);
  }
}

async function connect(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: limitMs });
  try {
    await client.connect();
  } finally {
    await client.end();
  }
}

function whereIs(databaseUrl: string): string {
  const { hostname, port } = new URL(databaseUrl);
  return `PostgreSQL at ${hostname || 'localhost'}:${port || 5432}`;
}

function wordsOf({ code, message }: { code?: string; message: string }): string {
  if (message === 'timeout expired') return 'does not answer';
  return meanings[code ?? ''] ?? `can not be reached: ${message || code}`;
}
