import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import type { ClientBase } from 'pg';
import { z } from 'zod';

import type { Dependency } from '#platform';

import { isDatabaseOutage } from './database-outage.ts';
import { Prisma, PrismaClient } from './generated/client.ts';

export type Transaction = Prisma.TransactionClient;

export const usualPoolSize = 10;
/**
 * In milliseconds, longer than any statement of ours takes. A server that is gone without a word, as after a failover, would otherwise
 * keep a process waiting for as long as it lives.
 */
const usualSilenceMs = 60_000;

const attempts = 6;
/** Random up to this: transactions that conflicted would conflict again if all retried at once. */
const longestPauseMs = 20;
/** For getting a connection, and for the work itself: longer than a load peak, shorter than a person waits. */
const limits = { maxWait: 5_000, timeout: 10_000 };
/**
 * Two transactions conflicted: unique value taken, row referred to gone (the person was made one with another), write conflict or
 * deadlock. The second run sees what the first one did.
 */
const conflictCodes = new Set(['P2002', 'P2003', 'P2034']);
/** The same for our own SQL, whose errors Prisma does not translate. */
const rawConflictSchema = z.object({
  driverAdapterError: z.object({
    cause: z.object({
      kind: z.enum([
        'TransactionWriteConflict',
        'UniqueConstraintViolation',
        'ForeignKeyConstraintViolation',
      ]),
    }),
  }),
});

/**
 * Selected in the only statement of a transaction, lets it commit without waiting for the disk: it is there for everybody at once, and
 * only if PostgreSQL itself goes down may it be lost again. For what is found out anew in that case.
 */
export const notWaitingForDisk = Prisma.sql`set_config('synchronous_commit', 'off', true)`;

/**
 * Added to a join by id with a list from JSON, makes PostgreSQL look the rows up by their ids. It knows the length of an array, or
 * assumes a short one; of the JSON it knows nothing, and would read a whole table that was small when it made its plan.
 */
export const among = (alias: string, rows: { id: string }[]): Prisma.Sql =>
  Prisma.sql`${Prisma.raw(alias)}.id = ANY(${rows.map(({ id }) => id)}::uuid[])`;

/**
 * Every look-up of ours has an index. PostgreSQL would still read the whole table where that was small when it made its plan, which it
 * keeps while the table grows.
 */
function useIndexes(client: ClientBase, done: (error?: Error) => void): void {
  // For as long as it lives: in the moments in which it passes from one to another, a connection that breaks would have no listener, which
  // ends the process. Whoever waits for an answer on it is told as well, and one that is broken is not used again.
  client.on('error', () => undefined);
  // Up to PostgreSQL 17, a scan without alternative would seem so expensive that it is compiled first.
  client.query('SET enable_seqscan = off; SET jit = off', (error) => done(error ?? undefined));
}

/** Every connection keeps a plan for each name. Texts beyond this number are not ours, but lists that differ in length. */
const mostPreparedStatements = 200;

/**
 * Has PostgreSQL parse and plan a statement once for each connection, not each time. A name belongs to one text in every process, since
 * a pooler may share connections between them.
 */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= mostPreparedStatements) return '';
    const name = createHash('sha256').update(sql).digest('base64url').slice(0, 32);
    names.set(sql, name);
    return name;
  };
}

/** The only Prisma client of a process; stores add the meaning. */
@Injectable()
export class Database extends PrismaClient implements Dependency, OnApplicationShutdown {
  readonly dependencyName = 'database';

  /**
   * @param poolSize maximum number of connections
   * @param silenceMs after so long without an answer, a connection counts as lost
   */
  constructor(connectionString: string, poolSize = usualPoolSize, silenceMs = usualSilenceMs) {
    super({
      adapter: new PrismaPg(
        {
          connectionString,
          max: poolSize,
          connectionTimeoutMillis: 5_000,
          query_timeout: silenceMs,
          keepAlive: true,
          keepAliveInitialDelayMillis: 10_000,
          verify: useIndexes,
        },
        { statementNameGenerator: statementNames() },
      ),
    });
  }

  /** Also rejects when it takes no writes, like an old primary after a failover. */
  async ping(): Promise<void> {
    const [row] = await this.$queryRaw<{ readOnly: string }[]>`
      SELECT current_setting('transaction_read_only') AS "readOnly"`;
    if (row?.readOnly !== 'off') throw new Error('the database is read-only');
  }

  isCauseOf(error: unknown): boolean {
    return isDatabaseOutage(error);
  }

  /** Runs `work` atomically, and again after a conflict with another transaction, so it must only touch `tx`. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.retryingConflicts(() => this.$transaction(work, limits));
  }

  /** Runs `work`, one statement or one transaction, again after a conflict with another transaction. */
  async retryingConflicts<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!isConflict(error) || attempt === attempts) throw error;
        await setTimeout(Math.random() * longestPauseMs * attempt);
      }
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}

function isConflict(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return conflictCodes.has(error.code) || rawConflictSchema.safeParse(error.meta).success;
}
