import { Logger } from '@nestjs/common';

import { counter } from '#platform';

import { listedRow } from './reaction-to.ts';
import { type SaidError, type UnlistedError, unlistedError } from './unlisted-error.ts';

/** What was asked of WhatsApp, or told by it. */
const sources = ['send', 'status', 'media', 'account', 'template', 'token'] as const;
export type ErrorSource = (typeof sources)[number];

export const unlistedErrorsTotal = counter(
  'unlisted_errors_total',
  "Errors of WhatsApp's whose code is not in the table of errors, by what they were about",
  ['source'],
);
for (const source of sources) unlistedErrorsTotal.inc({ source }, 0);

const logAgainMs = 3_600_000;
/** A code is an integer of somebody else's. */
const mostCodes = 1_000;

/** Errors whose code the table does not know: somebody has to look them up and add them. */
export class UnlistedErrors {
  readonly #logger = new Logger('errors');
  readonly #loggedAtMs = new Map<number, number>();

  /** @param nowMs a monotonic clock, in milliseconds */
  constructor(private readonly nowMs: () => number = () => performance.now()) {}

  /** Counts an error unless its code is in the table, and tells the log once in an hour of each code. */
  note(source: ErrorSource, error: SaidError): void {
    const told = unlistedError(error);
    if (told) this.noteTold(source, error.code, told);
  }

  noteTold(source: ErrorSource, code: number, told: UnlistedError): void {
    unlistedErrorsTotal.inc({ source });
    const now = this.nowMs();
    const loggedAtMs = this.#loggedAtMs.get(code) ?? -Infinity;
    if (now - loggedAtMs < logAgainMs) return;
    this.#loggedAtMs.delete(code);
    this.#loggedAtMs.set(code, now);
    const [oldest] = this.#loggedAtMs.keys();
    if (this.#loggedAtMs.size > mostCodes && oldest !== undefined) this.#loggedAtMs.delete(oldest);
    this.#logger.warn({ message: 'a code that is not in the table of errors', source, code, ...told });
  }
}

/** Of this process. */
export const unlistedErrors = new UnlistedErrors();

/** A code as a label of a metric: those that nobody knows are one, since their number has no end. */
export function codeLabel(code: number | undefined): string {
  if (code === undefined) return 'none';
  return listedRow(code) ? String(code) : 'unlisted';
}
