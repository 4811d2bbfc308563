import { atMost, type Check, none, told } from './check.ts';
import { byPerson, type Facts } from './facts.ts';

export interface Limits {
  /** Sent and received together, as WhatsApp counts. */
  perSecond: number;
  /** Sends that were reserved, by the database's time. */
  reservedPerSecond: number;
  /** Sent. */
  perMinute: number;
  /** As `reservedPerSecond`. */
  reservedPerMinute: number;
}

const pairBurst = 45;
const pairRefillMs = 6_000;
const tooFast = 130_429;
const pairLimited = 131_056;

/** Limits as WhatsApp's side saw them: nothing that it refused by a rule, and nothing in what it let through. */
export function limitChecks(
  { said, sends, refusals }: Facts,
  { perSecond, reservedPerSecond, perMinute, reservedPerMinute }: Limits,
): Check[] {
  const sentAt = sends.map(({ at }) => at);
  const reservedAt = said.flatMap(({ record }) => record?.answerSentAt ?? []);
  const passedAt = [...sentAt, ...said.map(({ at }) => at)];
  const byRule = refusals.filter(({ isInjected }) => !isInjected);
  const refusedWith = (code: number): string[] =>
    byRule.filter((one) => one.code === code).map(({ at }) => new Date(at).toISOString());
  const others = byRule.filter(({ code }) => code !== tooFast && code !== pairLimited);
  return [
    atMost('most reserved in a second', mostWithin(reservedAt, 1_000), reservedPerSecond),
    atMost(`most in a second, sent and received`, mostWithin(passedAt, 1_000), perSecond),
    told('most sent in a second', mostWithin(sentAt, 1_000)),
    atMost('most reserved in a minute', mostWithin(reservedAt, 60_000), reservedPerMinute),
    atMost('most sent in a minute', mostWithin(sentAt, 60_000), perMinute),
    none('refused as too fast (130429)', refusedWith(tooFast)),
    none('refused as too many to one person (131056)', refusedWith(pairLimited)),
    none(
      'refused for another reason',
      others.map(({ code }) => String(code)),
    ),
    none('people who got more than the pair limit', overfed(sends)),
    told('refused or failed by the plan', refusals.filter(({ isInjected }) => isInjected).length),
  ];
}

/** The most of these moments that lie within any such stretch of time. */
export function mostWithin(moments: readonly number[], ms: number): number {
  const sorted = moments.toSorted((one, other) => one - other);
  let most = 0;
  let oldest = 0;
  for (const [at, moment] of sorted.entries()) {
    while ((sorted[oldest] ?? moment) <= moment - ms) oldest++;
    most = Math.max(most, at - oldest + 1);
  }
  return most;
}

/** Those to whom more was sent than a bucket of 45 messages that gains one every six seconds holds. */
function overfed(sends: Facts['sends']): string[] {
  return [...byPerson(sends)].flatMap(([person, theirs]) => {
    let left = pairBurst;
    let before = theirs[0]?.at ?? 0;
    for (const { at } of theirs) {
      left = Math.min(pairBurst, left + (at - before) / pairRefillMs) - 1;
      before = at;
      if (left < 0) return [person];
    }
    return [];
  });
}
