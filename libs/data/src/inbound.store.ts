import { Injectable } from '@nestjs/common';

import { counter, MicroBatcher, Sealer } from '#platform';

import { announceChange } from './apply-change.ts';
import { listed } from './contact-names.ts';
import { ContactStore } from './contact.store.ts';
import { Database, type Transaction } from './database.ts';
import { dropErased } from './erased.sql.ts';
import { lockNewest } from './lock-newest.ts';
import { type InboundRow, type NewInbound, toInboundRow } from './new-inbound.ts';
import { findRecorded, recordInbound } from './record-inbound.sql.ts';
import type { Turn, TurnRow } from './turn.ts';
import { TurnStore } from './turn.store.ts';
import { unlessUnreadable } from './unless-unreadable.ts';
import { recordableTogether } from './recordable-together.ts';

export interface RecordedInbound {
  id: string;
  contactId: string;
  handled: boolean;
  /** It is the person's turn, and the caller has the lease. */
  turn?: Turn;
}

export type InboundFile = Pick<Turn, 'kind' | 'detail' | 'hasMedia' | 'mediaProblem' | 'reading'>;

type RecordedRow = Pick<RecordedInbound, 'id' | 'contactId' | 'handled'> & { messageKey: string };

const recorded = counter(
  'messages_recorded_total',
  'Messages taken from the queue: new ones, and known ones that were delivered again or are completed with what their file says',
  ['result'],
);

/** What people sent. */
@Injectable()
export class InboundStore {
  readonly #recorder: MicroBatcher<NewInbound, RecordedInbound>;

  constructor(
    private readonly database: Database,
    private readonly contacts: ContactStore,
    private readonly turns: TurnStore,
    private readonly sealer: Sealer,
  ) {
    this.#recorder = new MicroBatcher((messages: NewInbound[]) => this.#recordAll(messages), {
      // One batch at a time: of two messages that a process gets in order, the second is never recorded before the
      // first.
      atOnce: 1,
      largest: 100,
      failsAll: (error) => database.isCauseOf(error),
    });
  }

  /**
   * Records a message, and leases it to the caller when it is the person's turn and nothing else of theirs is open. A
   * repeated message is only looked up, or completed with the media step's result.
   */
  record(message: NewInbound): Promise<RecordedInbound> {
    return this.#recorder.add(message);
  }

  /**
   * What became of a recorded message: why its file yielded nothing, null when it did, and whether the person edited or revoked it.
   *
   * @returns null when it was erased with its person
   * @throws Error when there is no such message
   */
  async stateOf(wamid: string): Promise<{ mediaProblem: string | null; isAmended: boolean } | null> {
    const wamidBlindIndex = this.sealer.blindIndex('wamid', wamid);
    const message = await this.database.inboundMessage.findUnique({
      where: { wamidBlindIndex },
      select: { mediaProblem: true, contactId: true },
    });
    if (!message) {
      await this.database.erasedMessage.findUniqueOrThrow({ where: { wamidBlindIndex } });
      return null;
    }
    const { mediaProblem, contactId } = message;
    const amendment = await this.database.inboundMessage.findFirst({
      where: { refersToBlindIndex: wamidBlindIndex, contactId, kind: { in: ['edit', 'revoke'] } },
      select: { id: true },
    });
    return { mediaProblem, isAmended: amendment !== null };
  }

  /** The file of a message and what was read in it, which another caption leaves as they are; undefined where it had none. */
  async fileOf(contactId: string, wamidBlindIndex: string): Promise<InboundFile | undefined> {
    const message = await this.database.inboundMessage.findUnique({
      where: { wamidBlindIndex, contactId, hasMedia: true },
      select: { id: true, kind: true, detail: true, mediaProblem: true, readingSealed: true },
    });
    if (!message) return undefined;
    const { id, kind, detail, mediaProblem, readingSealed } = message;
    return {
      kind,
      detail: detail ?? undefined,
      hasMedia: true,
      mediaProblem: mediaProblem ?? undefined,
      reading:
        readingSealed === null
          ? undefined
          : unlessUnreadable(() => this.sealer.open(readingSealed), { table: 'inbound_message', id }),
    };
  }

  /** The question that a message put an end to, in the caller's own format: an edit of it answers that one. */
  async questionEndedBy(contactId: string, wamidBlindIndex: string): Promise<string | undefined> {
    const message = await this.database.inboundMessage.findUnique({
      where: { wamidBlindIndex, contactId, questionSealed: { not: null } },
      select: { id: true, questionSealed: true },
    });
    const { id, questionSealed = null } = message ?? {};
    if (id === undefined || questionSealed === null) return undefined;
    return unlessUnreadable(() => this.sealer.open(questionSealed), { table: 'inbound_message', id });
  }

  /** @returns WhatsApp's id of a message that is not answered yet; undefined when it is, or is not known (here) */
  async unansweredWamid(wamidBlindIndex: string): Promise<string | undefined> {
    const message = await this.database.inboundMessage.findUnique({
      where: { wamidBlindIndex, handledAt: null },
      select: { id: true, wamidSealed: true },
    });
    if (!message) return undefined;
    const { id, wamidSealed } = message;
    return unlessUnreadable(() => this.sealer.open(wamidSealed), { table: 'inbound_message', id });
  }

  async #recordAll(messages: NewInbound[]): Promise<(RecordedInbound | Error)[]> {
    const given = messages.map((message) => toInboundRow(message, this.contacts, this.sealer));
    // Announced and complete in one batch: the complete one counts.
    const complete = new Set(given.filter((row) => !row.awaitsMedia).map((row) => row.wamidBlindIndex));
    const all = given.filter((row) => !row.awaitsMedia || !complete.has(row.wamidBlindIndex));
    const found = new Map<string, RecordedRow>();
    const leased: TurnRow[] = [];
    const missing = (): InboundRow[] => all.filter((row) => !found.has(row.wamidBlindIndex));
    const note = (rows: RecordedRow[]): void => rows.forEach((row) => found.set(row.messageKey, row));
    const noteNew = (inserted: (RecordedRow & TurnRow)[]): void => {
      recorded.inc({ result: 'new' }, inserted.length);
      note(inserted);
      leased.push(...inserted.filter(({ lease }) => lease !== null));
    };
    const find = async (rows: InboundRow[]): Promise<void> => {
      const known = await this.database.$queryRaw<RecordedRow[]>(findRecorded(rows));
      recorded.inc({ result: 'known' }, known.length);
      note(known);
    };

    const together = recordableTogether(all);
    const { bsuids } = listed(all);
    if (together.length > 0)
      noteNew(
        await this.database.retryingConflicts(() => this.database.$queryRaw(recordInbound(together, bsuids))),
      );
    // Should this fail, each is looked up by itself below: the others may be leased by now and must not be tried again.
    if (missing().length > 0) await find(missing()).catch(() => undefined);
    if (missing().length > 0) note(await this.#dropErased(missing()));
    // The rest comes from people whom we know in part only, by other names (former ones, too), or twice.
    const faults = new Map<string, Error>();
    for (const row of missing()) {
      try {
        noteNew(await this.database.transaction((tx) => this.#recordAlone(tx, row)));
        // Another process may have recorded it.
        if (!found.has(row.wamidBlindIndex)) await find([row]);
      } catch (error) {
        faults.set(row.wamidBlindIndex, error instanceof Error ? error : new Error(String(error)));
      }
    }
    const turns = new Map((await this.turns.open(leased)).map((turn) => [turn.id, turn]));
    return given.map(({ wamidBlindIndex, awaitsMedia }) => {
      const row = found.get(wamidBlindIndex);
      if (!row) return faults.get(wamidBlindIndex) ?? new Error('The message was not recorded');
      const { id, contactId, handled } = row;
      // Whoever announces a file does not act on the message.
      const turn = awaitsMedia ? undefined : turns.get(id);
      // Of a message repeated in one batch, only one caller gets the lease.
      if (turn) turns.delete(id);
      return { id, contactId, handled, turn };
    });
  }

  /** Those of people who were erased since they sent them: nothing is to be done about them any more. */
  async #dropErased(rows: InboundRow[]): Promise<RecordedRow[]> {
    const keys = await this.database.$queryRaw<{ messageKey: string }[]>(dropErased(rows));
    return keys.map(({ messageKey }) => ({ messageKey, id: '', contactId: '', handled: true }));
  }

  /**
   * Whoever takes a name of the sender's meanwhile waits for it. A change of names counts at once: the next message may come under the new
   * ones before it is this one's turn.
   */
  async #recordAlone(tx: Transaction, row: InboundRow): Promise<(RecordedRow & TurnRow)[]> {
    const { becomes: given, sentAt: occurredAt } = row;
    const change = given && { former: row, given, occurredAt };
    if (change) await lockNewest(tx, this.sealer, [row, change.given]);
    let senderId = await this.contacts.lockSender(tx, row, namedAt(row), isLeaving(row));
    if (change) senderId = await announceChange(tx, this.sealer, senderId, change);
    return tx.$queryRaw(recordInbound([{ ...row, senderId }]));
  }
}

const isLeaving = ({ becomes }: InboundRow): boolean => becomes !== undefined;

/** When the sender had the names it bears: one that announces a change bears those of just before. */
const namedAt = (row: InboundRow): Date => (isLeaving(row) ? new Date(row.sentAt.getTime() - 1) : row.sentAt);
