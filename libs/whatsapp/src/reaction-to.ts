import { hours, outage, type Pauses, permanent, type Reaction, retry } from './error-reaction.ts';
import { type ErrorRow, errorTable } from './error-table.ts';

/** What an answer tells beside the code. */
export interface Hints {
  /** What WhatsApp itself says about trying again. */
  isTransient?: boolean;
  httpStatus?: number;
  /** How long WhatsApp asks us to wait. */
  retryAfterMs?: number;
}

/** A header that asks for more would silence the number for a mistake of some gateway. */
const longestObeyedMs = hours(1);

const single = new Map<number, ErrorRow>();
const ranges: { first: number; last: number; row: ErrorRow }[] = [];
for (const row of errorTable.flatMap(({ rows }) => rows)) {
  const [codes] = row;
  if (typeof codes === 'number') single.set(codes, row);
  else ranges.push({ first: codes[0], last: codes[1], row });
}

/** @returns undefined for a code that is not in the table */
export function listedRow(code: number): ErrorRow | undefined {
  return single.get(code) ?? ranges.find(({ first, last }) => first <= code && code <= last)?.row;
}

/** @returns undefined for a code that is not in the table */
export function listedReaction(code: number): Reaction | undefined {
  return listedRow(code)?.[2];
}

/** Whether it is the template that cannot be sent, rather than the message, its person or our number. */
export const isAboutTemplate = (code: number): boolean =>
  (code >= 132_000 && code < 132_068) || code === 134_101 || code === 134_102;

/** @param code WhatsApp's; undefined where a gateway answered, or nobody */
export function reactionTo(code: number | undefined, hints: Hints = {}): Reaction {
  const reaction = code === undefined ? outage : (listedReaction(code) ?? unlisted(hints));
  return hints.retryAfterMs === undefined ? reaction : obeying(hints.retryAfterMs, reaction);
}

function unlisted({ isTransient = false, httpStatus = 0 }: Hints): Reaction {
  return isTransient || httpStatus >= 500 ? retry : permanent;
}

function obeying(retryAfterMs: number, reaction: Reaction): Reaction {
  switch (reaction.kind) {
    case 'throttle':
    case 'pair':
    case 'retry':
      return startingWith(Math.min(retryAfterMs, longestObeyedMs), reaction);
    case 'later':
    case 'template_paused':
      // These are known to last; a shorter wait only makes them last longer.
      return startingWith(Math.max(retryAfterMs, reaction.firstPauseMs), reaction);
    default:
      return reaction;
  }
}

function startingWith<R extends Pauses>(firstPauseMs: number, reaction: R): R {
  return { ...reaction, firstPauseMs, longestPauseMs: Math.max(firstPauseMs, reaction.longestPauseMs) };
}

/** @param failuresBefore how many failures in a row came before this one. @returns milliseconds */
export function pauseAfter(
  { firstPauseMs, growth, longestPauseMs, jitter }: Pauses,
  failuresBefore: number,
  random: () => number = Math.random,
): number {
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * growth ** failuresBefore);
  return Math.round(pauseMs * (1 + jitter * random()));
}
