import { z } from 'zod';

import type { Sealer } from '#platform';

import { unlessUnreadable } from './unless-unreadable.ts';

/** 0 to 1,439. */
const minuteOfDay = z.number().int().min(0).max(1_439);

const habitsSchema = z
  .object({
    /** When "in the morning" begins, in minutes of the day. */
    morning: minuteOfDay,
    /** "10/4" is 10 April. */
    dayFirst: z.boolean(),
    /** On which day weeks begin: 1 is Monday, 7 is Sunday. */
    weekStart: z.number().int().min(1).max(7),
    /** How long before each event to remind, in minutes; none: not at all. */
    leadTimes: z.array(z.number().int().min(0)),
    /** When the day is told, where the person named the hour, in minutes of the day. */
    agenda: minuteOfDay,
    /** From and until when nothing rings at a time that we chose, in minutes of the day; null: it may at any time. */
    quiet: z.object({ from: minuteOfDay, until: minuteOfDay }).nullable(),
  })
  .partial();

/** What a person chose about how we work for them. */
export type Habits = z.infer<typeof habitsSchema>;

/** 22:00 to 7:00. */
const usualQuiet = { from: 1_320, until: 420 };

/** When nothing rings at a time that we chose; undefined: it may at any time. */
export const quietOf = ({ quiet }: Habits = {}): { from: number; until: number } | undefined =>
  quiet === undefined ? usualQuiet : (quiet ?? undefined);

/** Undefined where there are none, or they cannot be read: nothing must wait for them. */
export function openHabits(sealer: Sealer, sealed: string | null, contactId: string): Habits | undefined {
  if (sealed === null) return undefined;
  const words = unlessUnreadable(() => sealer.open(sealed), { table: 'contact', id: contactId });
  return words === undefined ? undefined : habitsSchema.safeParse(JSON.parse(words)).data;
}
