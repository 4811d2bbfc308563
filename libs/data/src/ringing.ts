import type { Sealer } from '#platform';

import { Prisma } from './generated/client.ts';
import { type Habits, openHabits } from './habits.ts';
import type { ReminderKind } from './reminder.store.ts';

/** What a message that is to leave now rings for. */
export interface Ringing {
  kind: ReminderKind;
  /** Of one that rings until it is done: which ring this is, from 0. */
  ring?: number;
  dueAt: Date;
  /** IANA name of the person's zone, as far as it is known. */
  timezone?: string;
  habits?: Habits;
  /** It had to wait because the notifications of the day were used up. */
  waitedForDay?: boolean;
}

export interface RingingRow {
  kind: ReminderKind;
  ring: number | null;
  dueAt: string;
  timezone: string | null;
  habitsSealed: string | null;
  waitedForDay: boolean;
  /** By the clock of the database. */
  now: string;
}

/** Whoever has written so lately, and released by that what waited for it, is awake. */
const awakeFor = Prisma.sql`interval '1 hour'`;

/** SQL of a `RingingRow` as JSON, of the message `j` at the time `at`; null where it rings for nothing, or the person is awake. */
export const ringingJson = Prisma.sql`CASE WHEN j.purpose = 'reminder' AND (j.released_at > at - ${awakeFor}) IS NOT TRUE THEN (
  SELECT json_build_object('kind', r.kind, 'ring', r.ring, 'dueAt', r.due_at, 'timezone', coalesce(who.timezone, r.timezone),
    'habitsSealed', who.habits_sealed, 'waitedForDay', j.waited_for_day, 'now', at)
  FROM outbound_message first JOIN reminder r ON r.id = first.reminder_id JOIN contact who ON who.id = first.contact_id
  WHERE first.id = coalesce(j.retry_of_id, j.id) OFFSET 0
) END`;

export const openRinging = (
  sealer: Sealer,
  contactId: string,
  { ring, dueAt, timezone, habitsSealed, kind, waitedForDay }: RingingRow,
): Ringing => ({
  kind,
  waitedForDay,
  ring: ring ?? undefined,
  dueAt: new Date(dueAt),
  timezone: timezone ?? undefined,
  habits: openHabits(sealer, habitsSealed, contactId),
});
