import { type SealedNames, spellingsOf } from './contact-names.ts';
import { phoneSinceOf } from './contact-rows.ts';
import type { Contact as ContactRow, FormerName } from './generated/client.ts';

/** A time in which somebody is known to have had a number, in one of its spellings. */
export interface Holding {
  row: ContactRow;
  /** Of the spelling. */
  blindIndex: string;
  since: Date;
  /** Undefined while they have it. */
  until?: Date;
}

/** Who has and had the number in `names`, whatever its spelling, in the order in which they took it. */
export function timelineOf(rows: ContactRow[], former: FormerName[], names: SealedNames): Holding[] {
  const spellings = spellingsOf(names);
  const holdings: Holding[] = [];
  for (const row of rows) {
    const { phoneBlindIndex } = row;
    if (phoneBlindIndex !== null && spellings.includes(phoneBlindIndex))
      holdings.push({ row, blindIndex: phoneBlindIndex, since: phoneSinceOf(row) });
  }
  for (const { blindIndex, contactId, since, until } of former) {
    const row = rows.find(({ id }) => id === contactId);
    if (row && spellings.includes(blindIndex)) holdings.push({ row, blindIndex, since, until });
  }
  return holdings.filter((one) => !holdings.some((other) => isWithin(one, other))).toSorted(byTime);
}

/** Whether it tells nothing new: the same person had the number before and after. */
const isWithin = (one: Holding, other: Holding): boolean =>
  one !== other &&
  one.row.id === other.row.id &&
  one.until !== undefined &&
  other.since <= one.since &&
  (!other.until || one.until < other.until);

const byTime = (one: Holding, other: Holding): number =>
  Number(one.since) - Number(other.since) || Number(one.until ?? Infinity) - Number(other.until ?? Infinity);

/**
 * Who is known to have had the number at that time: the last of those who had taken it by then, unless they had left it again. Somebody
 * before them has lost it by that, even where nothing says when.
 */
export function holderAt(timeline: Holding[], at: Date): Holding | undefined {
  const last = timeline.findLast(({ since }) => since <= at);
  return last && (!last.until || at < last.until)
    ? last
    : timeline.find(({ since, until }) => since <= at && until === undefined);
}

export const nextAfter = (timeline: Holding[], at: Date): Holding | undefined =>
  timeline.find(({ since }) => since > at);

/**
 * Whether the number is known to be theirs only from the notice that they left it (recorded at most a millisecond before): then they had
 * it for some time before, too.
 */
export const isKnownByLeaving = ({ since, until }: Holding): boolean =>
  until !== undefined && Number(until) - Number(since) <= 1;

export const earliest = (times: (Date | undefined)[]): Date | undefined =>
  times
    .filter((time) => time !== undefined)
    .toSorted((one, other) => Number(one) - Number(other))
    .at(0);
