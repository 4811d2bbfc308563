import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import { repeatedWithin } from './answer-parts.sql.ts';
import type { Transaction } from './database.ts';
import { isDead, mayHaveArrived } from './dead-letter.sql.ts';
import { isNeedless } from './needless.sql.ts';
import type { Released } from './parked.store.ts';
import { unlessUnreadable } from './unless-unreadable.ts';
import { writeWord } from './write-word.ts';

/** Older ones are of no use to anybody any more. */
const toldWithin = '7 days';

interface UntoldRow {
  id: string;
  contactId: string;
  bodySealed: string;
  createdAt: Date;
  mayHaveArrived: boolean;
  answerId: string | null;
  part: number;
  /** They know of an earlier part of the answer: it goes on no further. */
  isKnown: boolean;
  language: string | null;
}

/** `words`: undefined where they cannot be read. `mayHaveArrived`: nobody knows; all others certainly did not. */
export interface UndeliveredMessage {
  words?: string;
  mayHaveArrived: boolean;
}

/** What people do not know yet: a message to them failed for good, or it is not known whether it arrived. */
@Injectable()
export class UndeliveredStore {
  constructor(private readonly sealer: Sealer) {}

  /**
   * Tells them, in the transaction that acts on what they wrote. What is tried again, arrived after all, was dismissed, was made from a
   * template or is needed no more is left out.
   *
   * @param wordOf what a person is told of the messages, oldest first; `language` is theirs, if it is known
   * @returns what is to be enqueued once `tx` is committed
   */
  async tell(
    tx: Transaction,
    contactIds: string[],
    wordOf: (messages: UndeliveredMessage[], language?: string) => string,
  ): Promise<Released[]> {
    const rows = await tx.$queryRaw<UntoldRow[]>`
      WITH untold AS MATERIALIZED (
        SELECT o.id, ${mayHaveArrived} AS may_have_arrived FROM outbound_message o
        WHERE o.contact_id = ANY(${contactIds}::uuid[]) AND o.told_at IS NULL AND ${isDead}
          -- What a report told a moment ago is about to be written once more.
          AND (o.wamid_blind_index IS NULL OR o.failed_at < now() - ${repeatedWithin}) AND o.purpose <> 'bulk' AND o.template_name IS NULL AND NOT ${isNeedless('o')} AND o.failed_at > now() - ${toldWithin}::interval
        ORDER BY o.id FOR UPDATE OF o
      )
      UPDATE outbound_message o SET told_at = now() FROM untold, contact c WHERE o.id = untold.id AND c.id = o.contact_id
      RETURNING o.id, o.contact_id AS "contactId", o.body_sealed AS "bodySealed", o.created_at AS "createdAt",
        untold.may_have_arrived AS "mayHaveArrived", o.answer_id AS "answerId", o.part, o.part > 0 AND EXISTS (
          SELECT FROM outbound_message before
          WHERE before.answer_id = o.answer_id AND before.part < o.part AND before.told_at >= before.failed_at OFFSET 0
        ) AS "isKnown", c.language`;
    const inOrder = rows.toSorted(
      (one, other) => Number(one.createdAt) - Number(other.createdAt) || (one.id < other.id ? -1 : 1),
    );
    const news = inOrder.filter((row) => !row.isKnown && isFirstOfAnswer(row, inOrder));
    const people = [...new Set(news.map(({ contactId }) => contactId))];
    return Promise.all(
      people.map(async (contactId) => {
        const theirs = news.filter((row) => row.contactId === contactId);
        const [first] = theirs;
        if (!first) return { contactId, ids: [] };
        const { createdAt, language } = first;
        const messages = theirs.map((row) => ({
          words: this.#wordsOf(row),
          mayHaveArrived: row.mayHaveArrived,
        }));
        const body = wordOf(messages, language ?? undefined);
        return { contactId, ids: [await writeWord(tx, this.sealer, { contactId, createdAt, body })] };
      }),
    );
  }

  #wordsOf({ id, bodySealed }: UntoldRow): string | undefined {
    return unlessUnreadable(() => this.sealer.open(bodySealed), { table: 'outbound_message', id });
  }
}

/** Of an answer, the first part that failed is told of: nothing after it was sent. */
const isFirstOfAnswer = ({ answerId, part }: UntoldRow, all: UntoldRow[]): boolean =>
  answerId === null || !all.some((other) => other.answerId === answerId && other.part < part);
