import { setTimeout } from 'node:timers/promises';

import pg from 'pg';

import { isPooled, type Session, sessionsBlocking, tryToLock, wordsOf } from './migration-sessions.ts';

/** In milliseconds. */
export interface MigrationLimits {
  /** From then on it is told what is waited for. */
  tellAfterMs: number;
  /** For another program that migrates, and for the locks of one migration: longer than an index of the largest table takes to build. */
  waitMs: number;
  /** While a change waits for its table, everybody else waits behind it: it gives way after this time, and tries again. */
  lockTimeoutMs: number;
}

export const usualMigrationLimits: MigrationLimits = {
  tellAfterMs: 5_000,
  waitMs: 30 * 60_000,
  lockTimeoutMs: 2_000,
};

export interface MigrationOptions {
  limits: MigrationLimits;
  /** Gets a sentence about what is waited for. */
  tell: (words: string) => void;
}

const askAgainMs = 200;

/**
 * One program at a time migrates. The others ask again and again instead of waiting for the lock: an index that is built concurrently
 * waits for all statements that began before, and would wait for theirs. While the work is done, it is told who holds it up.
 */
export async function withMigrationLock<T>(
  databaseUrl: string,
  work: () => Promise<T>,
  { limits, tell }: MigrationOptions,
): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'handsfree migration lock',
  });
  // The server may end it: the lock is free then, and the work fails by itself.
  client.on('error', () => undefined);
  await client.connect();
  const done = new AbortController();
  try {
    if (await isPooled(client))
      tell(
        'The address leads through a pooler. One that hands out connections by transaction loses the lock under which one program at a time migrates: set MIGRATION_DATABASE_URL to the address of PostgreSQL itself.',
      );
    await untilLocked(client, limits, onceEach(tell));
    const watching = tellWhoBlocks(client, limits, onceEach(tell), done.signal);
    try {
      return await work();
    } finally {
      done.abort();
      await watching;
    }
  } finally {
    await client.end();
  }
}

async function untilLocked(
  client: pg.Client,
  { tellAfterMs, waitMs }: MigrationLimits,
  tell: (words: string) => void,
): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const { isLocked, others } = await tryToLock(client);
    if (isLocked) return;
    const waitedMs = performance.now() - startedAt;
    if (others.length > 0 && waitedMs >= waitMs) throw new Error(waitedTooLong(others, waitMs));
    if (others.length > 0 && waitedMs >= tellAfterMs)
      tell(`Waiting for another migration of this database: ${wordsOf(others)}`);
    await setTimeout(askAgainMs);
  }
}

function waitedTooLong(others: Session[], waitMs: number): string {
  const ends = others.map(({ pid }) => `SELECT pg_terminate_backend(${pid});`).join(' ');
  return `Another migration of this database has not ended within ${Math.round(waitMs / 60_000)} minutes: ${wordsOf(others)}. If nobody migrates any more, end what is left of it with ${ends} and migrate again.`;
}

/** Never rejects: that something cannot be told is no reason to break off. */
async function tellWhoBlocks(
  client: pg.Client,
  { tellAfterMs }: MigrationLimits,
  tell: (words: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let blockedMs = 0;
  while (!signal.aborted) {
    const others = await sessionsBlocking(client).catch((): Session[] => []);
    if (others.length > 0) {
      if (blockedMs >= tellAfterMs)
        tell(`The migration waits for transactions that began before: ${wordsOf(others)}`);
      blockedMs += askAgainMs;
    }
    await setTimeout(askAgainMs, undefined, { signal }).catch(() => undefined);
  }
}

/** So that the same words are not told five times a second. */
function onceEach(tell: (words: string) => void): (words: string) => void {
  let told = '';
  return (words) => {
    if (words !== told) tell(words);
    told = words;
  };
}
