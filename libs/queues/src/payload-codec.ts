import type { Sealer } from '#platform';

import { PermanentJobError } from './job-errors.ts';
import type { QueueDefinition } from './queue-definition.ts';

/**
 * A job's data as it lies in Redis or PostgreSQL. It holds one payload, or an array of several: a batched job. `failedReason`
 * says why a payload out of a batched job can not be done: it has a job of its own only to fail visibly.
 */
export type JobData = ({ sealed: string } | { plain: unknown }) & { failedReason?: string };

/** @param content one payload or several; types vouch for them here, and the consumer checks what another version wrote */
export function encodeJob(queue: { sealed: boolean }, content: unknown, sealer: Sealer): JobData {
  return queue.sealed ? { sealed: sealer.seal(JSON.stringify(content)) } : { plain: content };
}

/** @returns the payloads, not checked yet. Throws `PermanentJobError` when no key opens them. */
export function decodeJob(queue: { name: string }, data: JobData, sealer: Sealer): unknown[] {
  const content: unknown = 'sealed' in data ? JSON.parse(open(queue.name, data.sealed, sealer)) : data.plain;
  return Array.isArray(content) ? content : [content];
}

/** Throws `PermanentJobError` for a payload that this version can not read; the words in it stay out of the error. */
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
    throw new PermanentJobError(`The payload on the ${queue} queue can not be opened`, { cause });
  }
}
