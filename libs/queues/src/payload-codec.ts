import { type Sealer, UnknownKeyError } from '#platform';

import { PermanentJobError, SetAsideError } from './job-errors.ts';
import type { QueueDefinition } from './queue-definition.ts';

/**
 * A job's data as stored in Redis or PostgreSQL: one payload, or an array in a batched job. `failedReason` says why a
 * payload of a batched job failed for good: it has its own job only to be visible.
 */
export type JobData = ({ sealed: string } | { plain: unknown }) & {
  failedReason?: string;
  /** Fingerprint of the look-up key that made the blind indexes in the payload; missing in jobs of older versions. */
  lookupKey?: string;
};

/**
 * @param content one payload or several; types vouch for them here, and the consumer validates what another version
 * wrote
 */
export function encodeJob(queue: { sealed: boolean }, content: unknown, sealer: Sealer): JobData {
  const lookupKey = sealer.lookupFingerprint;
  return queue.sealed
    ? { sealed: sealer.seal(JSON.stringify(content)), lookupKey }
    : { plain: content, lookupKey };
}

/**
 * @returns the payloads, not validated yet. Throws `SetAsideError` for another look-up key, `UnknownKeyError` when the
 * key that sealed them is missing, and `PermanentJobError` when they are damaged.
 */
export function decodeJob(queue: { name: string }, data: JobData, sealer: Sealer): unknown[] {
  if (data.lookupKey !== undefined && data.lookupKey !== sealer.lookupFingerprint) {
    throw new SetAsideError(
      'LOOKUP_KEY is not the one of the app that enqueued this: set the same in every app',
    );
  }
  const content: unknown = 'sealed' in data ? JSON.parse(open(queue.name, data.sealed, sealer)) : data.plain;
  return Array.isArray(content) ? content : [content];
}

/** Whether a job's data, as somebody who looks at a queue finds them, are sealed. */
export const hasSealedContent = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'sealed' in data;

/** Whether this app has the keys for a job. Without them the job is set aside, and comes back every minute for a week. */
export function hasKeysFor(queue: { name: string }, data: JobData, sealer: Sealer): boolean {
  try {
    decodeJob(queue, data, sealer);
    return true;
  } catch (error) {
    // What is damaged fails at once.
    return !(error instanceof SetAsideError || error instanceof UnknownKeyError);
  }
}

/** Throws `PermanentJobError` for a payload that this version cannot read, without quoting its words. */
export function checkedPayload<T>(queue: QueueDefinition<T>, content: unknown): T {
  const parsed = queue.payload.safeParse(content);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  throw new PermanentJobError(`The payload is not what the ${queue.name} queue holds (${places.join(', ')})`);
}

function open(queue: string, sealed: string, sealer: Sealer): string {
  try {
    return sealer.open(sealed);
  } catch (cause) {
    if (cause instanceof UnknownKeyError) throw cause;
    throw new PermanentJobError(`The payload on the ${queue} queue cannot be opened`, { cause });
  }
}
