import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import { type Contact, ContactStore } from './contact.store.ts';
import type { Transaction } from './database.ts';
import { type Habits, openHabits } from './habits.ts';

/** Where a person is, by their clock; IANA names. */
export interface Whereabouts {
  /** Null: as their phone number's country suggests. */
  timezone: string | null;
  /** While they are away: where they return to, and when. */
  homeTimezone: string | null;
  awayUntil: Date | null;
}

/** How much we keep of a person. */
export interface Kept {
  events: number;
  tasks: number;
  reminders: number;
  notes: number;
}

/** What people chose about how we work for them. */
@Injectable()
export class PreferenceStore {
  constructor(
    private readonly contacts: ContactStore,
    private readonly sealer: Sealer,
  ) {}

  /** As they are now: an earlier part of the same message may have changed them. */
  async habits(tx: Transaction, contactId: string): Promise<Habits> {
    const { habitsSealed } = await tx.contact.findUniqueOrThrow({
      where: { id: contactId },
      select: { habitsSealed: true },
    });
    return openHabits(this.sealer, habitsSealed, contactId) ?? {};
  }

  async setHabits(tx: Transaction, contactId: string, habits: Habits): Promise<void> {
    const habitsSealed = this.sealer.seal(JSON.stringify(habits));
    await tx.contact.update({ where: { id: contactId }, data: { habitsSealed }, select: { id: true } });
  }

  async whereabouts(tx: Transaction, contactId: string): Promise<Whereabouts> {
    const row = await tx.contact.findUnique({
      where: { id: contactId },
      select: { timezone: true, homeTimezone: true, awayUntil: true },
    });
    return row ?? { timezone: null, homeTimezone: null, awayUntil: null };
  }

  async markZoneAsked(tx: Transaction, contactId: string): Promise<void> {
    await tx.contact.update({
      where: { id: contactId },
      data: { zoneAskedAt: new Date() },
      select: { id: true },
    });
  }

  async move(tx: Transaction, contactId: string, to: Whereabouts): Promise<void> {
    await tx.contact.update({ where: { id: contactId }, data: to, select: { id: true } });
  }

  /** Ids of people whose time away is over, the longest ago first. */
  async listReturning(tx: Transaction, limit: number): Promise<string[]> {
    const rows = await tx.contact.findMany({
      where: { awayUntil: { lte: new Date() } },
      orderBy: { awayUntil: 'asc' },
      take: limit,
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  }

  /** Locks one of them. @returns undefined when somebody else has them in hand, or brought them back */
  async takeReturning(
    tx: Transaction,
    contactId: string,
  ): Promise<(Contact & Pick<Whereabouts, 'homeTimezone'>) | undefined> {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM contact WHERE id = ${contactId}::uuid AND away_until <= now() FOR NO KEY UPDATE SKIP LOCKED`;
    const person = row && (await tx.contact.findUnique({ where: row }));
    return person ? { ...this.contacts.open(person), homeTimezone: person.homeTimezone } : undefined;
  }

  /** What is to come, not done, or kept for good. */
  async countKept(tx: Transaction, contactId: string): Promise<Kept> {
    const [row] = await tx.$queryRaw<Kept[]>`
      SELECT
        (SELECT count(*)::int FROM event WHERE contact_id = ${contactId}::uuid AND cancelled_at IS NULL
          AND (rule IS NOT NULL OR coalesce(ends_at, starts_at) > now())) AS events,
        (SELECT count(*)::int FROM task WHERE contact_id = ${contactId}::uuid AND completed_at IS NULL) AS tasks,
        (SELECT count(*)::int FROM reminder WHERE contact_id = ${contactId}::uuid AND kind = 'reminder' AND fired_at IS NULL
          AND cancelled_at IS NULL) AS reminders,
        (SELECT count(*)::int FROM note WHERE contact_id = ${contactId}::uuid) AS notes`;
    return row ?? { events: 0, tasks: 0, reminders: 0, notes: 0 };
  }
}
