import { Injectable } from '@nestjs/common';

import { recordActs } from './audit-entry.ts';
import { Database } from './database.ts';
import {
  type DeadLetter,
  type DeadLetterCount,
  type DeadLetterFilter,
  type DeadLetterPlace,
  type PastAct,
  type Replayed,
  type ReplayOptions,
} from './dead-letter.ts';
import { lastOf, replayIn, wholesOf } from './dead-letter-replay.ts';
import { isFailedInbound, letterCounts, letters, oneLetter, replayable } from './dead-letter.sql.ts';

/** In one transaction: sends of these messages wait for it. */
const mostAtOnce = 500;

/** What failed for good, for people on call. Safe to use from several processes at once. */
@Injectable()
export class DeadLetterStore {
  constructor(private readonly database: Database) {}

  /** Newest first, without those that were dismissed. @param after the last of the page before */
  list(filter: DeadLetterFilter, limit: number, after?: DeadLetterPlace): Promise<DeadLetter[]> {
    return this.database.$queryRaw(letters(filter, limit, after));
  }

  /** By code, and what came in by outcome; the most frequent first. */
  counts(): Promise<DeadLetterCount[]> {
    return this.database.$queryRaw(letterCounts);
  }

  /**
   * An outbound message in whatever state, or an inbound one that was given up, with what was done to it. Instead of a message that was
   * repeated, its last repetition.
   */
  async find(id: string): Promise<(DeadLetter & { acts: PastAct[] }) | null> {
    const last = (await lastOf(this.database, [id])).get(id) ?? id;
    const [letter] = await this.database.$queryRaw<DeadLetter[]>(oneLetter(last));
    if (!letter) return null;
    const acts = await this.database.auditEntry.findMany({
      where: { subjectId: last },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
      select: { at: true, act: true, actor: true, detail: true },
    });
    return { ...letter, acts };
  }

  /**
   * Puts messages back where the outbox relay finds them: they leave within seconds, as far as limits allow. Of a message that was
   * repeated, the last repetition; of an answer of several messages, all that failed, in order. @returns one result for each id, in their order
   */
  async replay(ids: string[], options: ReplayOptions): Promise<Replayed[]> {
    const results: Replayed[] = [];
    for (let from = 0; from < ids.length; from += mostAtOnce) {
      const some = ids.slice(from, from + mostAtOnce);
      results.push(...(await this.database.transaction((tx) => replayIn(tx, some, options))));
    }
    return results;
  }

  /** The same for all outbound ones that have failed so far, oldest first. Yields the results of each transaction. */
  async *replayAll(filter: DeadLetterFilter, options: ReplayOptions): AsyncGenerator<Replayed[]> {
    const [clock] = await this.database.$queryRaw<[{ now: Date }]>`SELECT now()::timestamptz(3) AS now`;
    for (let after: DeadLetterPlace | undefined; ;) {
      const page = await this.database.$queryRaw<DeadLetterPlace[]>(
        replayable(filter, mostAtOnce, clock.now, after),
      );
      after = page.at(-1);
      if (!after) return;
      const ids = page.map(({ id }) => id);
      yield await this.replay(ids, options);
    }
  }

  /** They stay failed, but are not listed any more. @returns those that were listed until now */
  async dismiss(ids: string[], actor: string): Promise<string[]> {
    return this.database.transaction(async (tx) => {
      const last = await lastOf(tx, ids);
      const targets = ids.map((id) => last.get(id) ?? id);
      const parts = await wholesOf(tx, [...new Set(targets)]);
      const all = [...new Set([...parts.values()].flat())];
      const outbound = await tx.$queryRaw<{ id: string }[]>`
        UPDATE outbound_message SET dismissed_at = now() WHERE id IN (
          SELECT id FROM outbound_message WHERE id = ANY(${all}::uuid[]) AND status = 'failed' AND dismissed_at IS NULL
          ORDER BY id FOR UPDATE
        ) RETURNING id`;
      const inbound = await tx.$queryRaw<{ id: string }[]>`
        UPDATE inbound_message SET dismissed_at = now() WHERE id IN (
          SELECT i.id FROM inbound_message i
          WHERE i.id = ANY(${targets}::uuid[]) AND ${isFailedInbound} AND i.dismissed_at IS NULL
          ORDER BY i.id FOR UPDATE
        ) RETURNING id`;
      const dismissed = new Set([...outbound, ...inbound].map(({ id }) => id));
      await recordActs(
        tx,
        [...dismissed].map((subjectId) => ({ act: 'dismiss', actor, subjectId, detail: {} })),
      );
      return ids.filter((_, at) => dismissed.has(targets[at] ?? ''));
    });
  }
}
