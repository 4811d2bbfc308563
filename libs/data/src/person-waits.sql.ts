import { Prisma } from './generated/client.ts';
import { pairLimit, type SendLimits } from './send-limits.ts';

/** SQL of until a moment, in milliseconds by the time `at`; negative when it is over. */
export const until = (moment: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`extract(epoch FROM ${moment} - at)::float8 * 1000`;

export const slot = Prisma.sql`interval '${Prisma.raw(String(pairLimit.everySeconds))} seconds'`;
const lastOfBurst = Prisma.sql`(p.debt_until - ${pairLimit.burst - 1} * ${slot})`;

/** When the notifications of the day before are over that fill it: the message that many before this one has to be older than a day. */
export const dayOver = ({ notificationsPerPersonAndDay }: SendLimits): Prisma.Sql =>
  Prisma.sql`(p.day_log[cardinality(p.day_log) - ${notificationsPerPersonAndDay - 1}::int] + interval '1 day')`;

/** What a message may have to wait for before its person gets it. */
export type PersonWait = keyof ReturnType<typeof personWaits>;

/**
 * How long a message `w` has to wait for its person, `p` of `recipient_limit`, and the restriction of the number, `n` of `number_limit`: SQL of
 * milliseconds by the time `at`, each negative or null when there is nothing to wait for. The longest counts.
 */
export const personWaits = (limits: SendLimits) => ({
  /** It failed for a reason that passes, or is not to leave before. */
  itself: until(Prisma.sql`w.not_before`),
  /** WhatsApp refused one to the person, since there were too many. */
  refused: until(Prisma.sql`p.refused_until`),
  /** Answers use what WhatsApp lends; what nobody waits for does so only within a burst, and otherwise when everything is paid off. */
  pair: Prisma.sql`CASE WHEN w.purpose = 'reply' OR p.burst_since > at - ${slot} THEN ${until(lastOfBurst)} ELSE ${until(Prisma.sql`p.debt_until`)} END`,
  /** The answer that many before this one has to be older than the time. One that has begun is not cut. */
  hour: Prisma.sql`CASE WHEN w.part = 0 THEN ${until(
    Prisma.sql`p.hour_log[cardinality(p.hour_log) - ${limits.perPersonAndHour - 1}::int] + interval '1 hour'`,
  )} END`,
  day: Prisma.sql`CASE WHEN w.purpose <> 'reply' THEN ${until(dayOver(limits))} END`,
  /** WhatsApp restricts the number: nothing but answers leaves. */
  held: Prisma.sql`CASE WHEN w.purpose <> 'reply' THEN ${until(Prisma.sql`n.held_until`)} END`,
});
