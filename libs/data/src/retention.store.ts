import { Injectable } from '@nestjs/common';

import { Database } from './database.ts';
import { firstIdAgo } from './first-id-ago.ts';
import { Prisma } from './generated/client.ts';
import { type Direction, emptyCandidates, retentionRules } from './retention.sql.ts';

/** Few enough that whoever waits for one of them does not notice. */
const batch = 500;

interface EmptiedBatch {
  /** How many lost their words. */
  emptied: number;
  /** More of them are to be expected. */
  isMore: boolean;
}

/**
 * Empties what people wrote and were told, once it is older than RETENTION_DAYS and nobody needs it any more. Rows are found by the time that is
 * in their ids, in the order of the primary key: how far that has come is in the database, so that it costs nothing where there is nothing to do, and no
 * index that each new message would have to be written to. Each batch is one statement: one that breaks off has done nothing.
 */
@Injectable()
export class RetentionStore {
  constructor(private readonly database: Database) {}

  /** The next ones in the order of their age. Nothing while another process is at it. */
  async emptyNext(direction: Direction, days: number): Promise<EmptiedBatch> {
    const rule = retentionRules[direction];
    return this.#run(Prisma.sql`
      WITH sweep AS MATERIALIZED (
        SELECT up_to FROM retention_sweep WHERE direction = ${direction} FOR UPDATE SKIP LOCKED
      ), candidates AS MATERIALIZED (
        SELECT o.id FROM ${rule.table}
        WHERE o.id > (SELECT up_to FROM sweep) AND o.id < (SELECT ${firstIdAgo(daysOf(days))}) ORDER BY o.id LIMIT ${batch}
      ), ${emptyCandidates(rule)}, retained AS (
        INSERT INTO retained_message (id, direction)
        SELECT id, ${direction} FROM (SELECT id FROM candidates EXCEPT SELECT id FROM free) AS needed
        ON CONFLICT DO NOTHING
      ), advanced AS (
        UPDATE retention_sweep SET up_to = newest.id
        FROM (SELECT id FROM candidates ORDER BY id DESC LIMIT 1) AS newest WHERE direction = ${direction}
      )
      SELECT (SELECT count(*)::int FROM emptied) AS emptied, (SELECT count(*) FROM candidates) = ${batch} AS "isMore"`);
  }

  /** Those that were still needed when it was their turn, whose last look is longest ago. One that was erased is forgotten. More are to be expected until none of a batch was free. */
  async emptyRetained(direction: Direction): Promise<EmptiedBatch> {
    const rule = retentionRules[direction];
    return this.#run(Prisma.sql`
      WITH candidates AS MATERIALIZED (
        SELECT id FROM retained_message WHERE direction = ${direction} ORDER BY looked_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
      ), ${emptyCandidates(rule)}, there AS MATERIALIZED (
        SELECT o.id FROM ${rule.table} WHERE o.id = ANY(ARRAY(SELECT id FROM candidates))
      ), done AS (
        DELETE FROM retained_message WHERE id = ANY(ARRAY(
          SELECT id FROM free UNION (SELECT id FROM candidates EXCEPT SELECT id FROM there)
        )) RETURNING id
      ), looked AS (
        UPDATE retained_message SET looked_at = now() WHERE id = ANY(ARRAY(SELECT id FROM there EXCEPT SELECT id FROM free))
      )
      SELECT (SELECT count(*)::int FROM emptied) AS emptied,
        (SELECT count(*) FROM candidates) = ${batch} AND EXISTS (SELECT FROM done) AS "isMore"`);
  }

  /** For how many seconds the oldest words have been waiting to be looked at though their time is over; 0 when none are. */
  async overdueSeconds(days: number): Promise<Record<Direction, number>> {
    const overdue = (direction: Direction): Prisma.Sql => Prisma.sql`coalesce((
      SELECT greatest(0, extract(epoch FROM now()) - ('x' || left(replace(o.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0 - ${days}::float8 * 86400)
      FROM ${retentionRules[direction].table}
      WHERE o.id > (SELECT up_to FROM retention_sweep WHERE direction = ${direction}) AND o.id < (SELECT ${firstIdAgo(daysOf(days))})
      ORDER BY o.id LIMIT 1
    ), 0)::float8`;
    const [row] = await this.database.$queryRaw<Record<Direction, number>[]>`
      SELECT ${overdue('inbound')} AS inbound, ${overdue('outbound')} AS outbound`;
    return row ?? { inbound: 0, outbound: 0 };
  }

  async #run(statement: Prisma.Sql): Promise<EmptiedBatch> {
    const [done] = await this.database.retryingConflicts(() =>
      this.database.$queryRaw<EmptiedBatch[]>(statement),
    );
    return done ?? { emptied: 0, isMore: false };
  }
}

const daysOf = (days: number): Prisma.Sql => Prisma.sql`${days}::int * interval '1 day'`;
