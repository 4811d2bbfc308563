import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';

import { Sealer } from '#platform';

import type { Transaction } from './database.ts';
import { Prisma } from './generated/client.ts';
import { type Habits, openHabits } from './habits.ts';
import { type ReminderKind, type ReminderSeries, ringKinds } from './reminder.store.ts';
import { unlessUnreadable } from './unless-unreadable.ts';

/** A reminder or timer that rings now. */
export interface DueReminder {
  id: string;
  contactId: string;
  kind: ReminderKind;
  /** Undefined when it cannot be read, or when it has none. */
  title: string | undefined;
  dueAt: Date;
  /** Now, by the clock of the database. */
  firedAt: Date;
  series?: ReminderSeries;
  /** Of one that rings until it is done: which ring this is, from 0. */
  ring?: number;
  /** It rang before, and its message was dropped: what rings after it is there already. */
  isAnew?: boolean;
  /** The person said "stop": it does not ring, and they are told of it once they say "start". */
  isStopped: boolean;
  /** IANA name of the person's zone, as far as it is known. */
  timezone?: string;
  /** What the person chose about how we work for them; absent until then. */
  habits?: Habits;
  /** What it announces: of the usual reminder of an event, and of one that was asked for and is called like it. */
  event?: { startsAt: Date; isAllDay: boolean; timezone: string; leadMinutes: number };
  /** BCP 47 tag of the person's language, as far as it is known. */
  language?: string;
}

/** When one that rang rings the next time. */
export interface NextRing {
  id: string;
  dueAt: Date;
  /** It rings again because it was not done; absent: it is the next time of its series. */
  ring?: number;
}

interface DueRow extends Omit<
  DueReminder,
  'title' | 'series' | 'ring' | 'timezone' | 'language' | 'habits' | 'event'
> {
  titleSealed: string;
  rule: string | null;
  start: Date | null;
  seriesZone: string | null;
  leadMinutes: number | null;
  ring: number | null;
  timezone: string | null;
  habitsSealed: string | null;
  event: { titleSealed: string; startsAt: string; isAllDay: boolean; timezone: string } | null;
  language: string | null;
}

const dueColumns = Prisma.sql`r.id, r.contact_id AS "contactId", r.kind, r.title_sealed AS "titleSealed", r.due_at AS "dueAt", r.fired_at AS "firedAt", r.rule,
  r.series_start AS start, r.timezone AS "seriesZone", r.lead_minutes AS "leadMinutes", r.ring,
  coalesce(c.timezone, r.timezone) AS timezone, c.stopped_at IS NOT NULL AS "isStopped", c.language, c.habits_sealed AS "habitsSealed",
  (
    SELECT json_build_object('titleSealed', e.title_sealed, 'startsAt', e.starts_at, 'isAllDay', e.is_all_day, 'timezone', e.timezone)
    FROM event e WHERE e.id = r.event_id
  ) AS event`;

/** SQL of whether a reminder is wanted whose message was dropped. As in its index, of the migration `withdrawn_messages_index`. */
const isToRingAnew = Prisma.sql`(withdrawn_at IS NOT NULL AND cancelled_at IS NULL AND done_at IS NULL)`;

const byTime = (one: DueRow, other: DueRow): number => one.dueAt.getTime() - other.dueAt.getTime();

/** What is due, for the scheduler: the ones of everybody. */
@Injectable()
export class DueReminderStore {
  constructor(private readonly sealer: Sealer) {}

  /**
   * Claims what is due and marks it as fired, oldest first; concurrent replicas get different ones. One whose key is missing here
   * waits for the key, or for a replica that has it, and holds up no other; nor does one whose title is damaged. Before that, what rings
   * anew: it is wanted, and the message that told of it was dropped, as it was not wanted then.
   *
   * @param kinds by default what rings; an agenda has to be composed
   */
  async take(tx: Transaction, limit: number, kinds: ReminderKind[] = ringKinds): Promise<DueReminder[]> {
    const anew = await this.#takeAnew(tx, limit, kinds);
    return anew.length < limit ? [...anew, ...(await this.#takeDue(tx, limit - anew.length, kinds))] : anew;
  }

  /**
   * Of what rings several times, the last ring alone, like after an outage: should a later one be due too, that one tells. One of which a
   * message tells after all does not ring either.
   */
  async #takeAnew(tx: Transaction, limit: number, kinds: ReminderKind[]): Promise<DueReminder[]> {
    const rows = await tx.$queryRaw<(DueRow & { isTold: boolean })[]>`
      WITH anew AS MATERIALIZED (
        SELECT one.id, EXISTS (SELECT FROM outbound_message o WHERE o.reminder_id = one.id OFFSET 0) OR EXISTS (
          SELECT FROM reminder later
          WHERE later.contact_id = one.contact_id AND later.due_at > one.due_at AND later.due_at <= now() AND later.cancelled_at IS NULL
            AND (later.again_of_id = coalesce(one.again_of_id, one.id) OR later.kind = one.kind AND later.rule = one.rule
              AND later.series_start = one.series_start AND later.title_sealed = one.title_sealed)
          OFFSET 0
        ) AS is_told
        FROM reminder one WHERE ${isToRingAnew} AND kind = ANY(${kinds}) AND ${this.#isReadable}
        ORDER BY due_at LIMIT ${limit} FOR UPDATE OF one SKIP LOCKED
      )
      UPDATE reminder r SET withdrawn_at = NULL, fired_at = CASE WHEN is_told THEN r.fired_at ELSE now() END
      FROM anew, contact c WHERE r.id = anew.id AND c.id = r.contact_id
      RETURNING ${dueColumns}, is_told AS "isTold"`;
    return rows
      .toSorted(byTime)
      .flatMap(({ isTold, ...row }) => (isTold ? [] : [{ ...this.#toDue(row), isAnew: true }]));
  }

  async #takeDue(tx: Transaction, limit: number, kinds: ReminderKind[]): Promise<DueReminder[]> {
    const rows = await tx.$queryRaw<DueRow[]>`
      UPDATE reminder r SET fired_at = now() FROM contact c
      WHERE c.id = r.contact_id AND r.id = ANY(ARRAY(
        SELECT id FROM reminder
        WHERE fired_at IS NULL AND cancelled_at IS NULL AND due_at <= now()
          AND kind = ANY(${kinds}) AND ${this.#isReadable}
        ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ))
      RETURNING ${dueColumns}`;
    return rows.toSorted(byTime).map((row) => this.#toDue(row));
  }

  /** The one that a message tells of; undefined where it tells of none, or of several. */
  async announcedBy(tx: Transaction, outboundId: string): Promise<DueReminder | undefined> {
    const [row] = await tx.$queryRaw<DueRow[]>`
      SELECT ${dueColumns} FROM outbound_message o JOIN reminder r ON r.id = o.reminder_id JOIN contact c ON c.id = r.contact_id
      WHERE o.id = ${outboundId}::uuid
        AND NOT EXISTS (SELECT FROM reminder folded WHERE folded.contact_id = o.contact_id AND folded.announced_by_id = o.id)`;
    return row && this.#toDue(row);
  }

  #toDue({
    titleSealed,
    rule,
    start,
    seriesZone,
    leadMinutes,
    ring,
    timezone,
    language,
    habitsSealed,
    event,
    ...row
  }: DueRow): DueReminder {
    return {
      ...row,
      title: this.#openTitle(row.id, titleSealed),
      series:
        rule !== null && start && seriesZone !== null
          ? { rule, start, timezone: seriesZone, leadMinutes: leadMinutes ?? undefined }
          : undefined,
      ring: ring ?? undefined,
      timezone: timezone ?? undefined,
      language: language ?? undefined,
      habits: openHabits(this.sealer, habitsSealed, row.contactId),
      event: this.#announced(row, titleSealed, event, leadMinutes),
    };
  }

  /** The next rings of those that fired. Their titles are not opened, so they may be damaged or wait for their key. */
  async addNext(tx: Transaction, next: NextRing[]): Promise<void> {
    if (next.length === 0) return;
    const rows = next.map((one) => ({ ...one, newId: newId() }));
    await tx.$executeRaw`
      INSERT INTO reminder (
        id, contact_id, event_id, kind, title_sealed, due_at, timezone, group_id, rule, series_start, lead_minutes, ring, again_of_id,
        after_done
      )
      SELECT n."newId", r.contact_id, r.event_id, r.kind, r.title_sealed, n."dueAt", r.timezone, r.group_id,
        CASE WHEN n.ring IS NULL THEN r.rule END, CASE WHEN n.ring IS NULL THEN r.series_start END,
        CASE WHEN n.ring IS NULL THEN r.lead_minutes END, coalesce(n.ring, r.ring),
        CASE WHEN n.ring IS NOT NULL THEN coalesce(r.again_of_id, r.id) END, r.after_done
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS n("newId" uuid, id uuid, "dueAt" timestamptz, ring int)
      JOIN reminder r ON r.id = n.id
      WHERE r.id = ANY(${next.map(({ id }) => id)}::uuid[])`;
  }

  /** How many are due and wait for a key that is missing here. */
  async countWithoutKey(tx: Transaction): Promise<number> {
    const [row] = await tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM reminder
      WHERE (fired_at IS NULL AND cancelled_at IS NULL AND due_at <= now() OR ${isToRingAnew}) AND NOT ${this.#isReadable}`;
    return row?.count ?? 0;
  }

  #announced(
    { id, kind }: Pick<DueRow, 'id' | 'kind'>,
    titleSealed: string,
    event: DueRow['event'],
    leadMinutes: number | null,
  ): DueReminder['event'] {
    if (!event) return undefined;
    const { titleSealed: called, startsAt, ...rest } = event;
    // "Buy a present", an hour before the party, is not the party.
    const isMeant = kind === 'event' || this.#openTitle(id, titleSealed) === this.#openTitle(id, called);
    return isMeant ? { ...rest, startsAt: new Date(startsAt), leadMinutes: leadMinutes ?? 0 } : undefined;
  }

  /** Its key is here, or it names none and never will be opened. */
  get #isReadable(): Prisma.Sql {
    return Prisma.sql`(split_part(title_sealed, '.', 1) = ANY(${this.sealer.keyIds}) OR strpos(title_sealed, '.') < 2)`;
  }

  #openTitle(id: string, titleSealed: string): string | undefined {
    return unlessUnreadable(() => this.sealer.open(titleSealed), { table: 'reminder', id });
  }
}
