import type { Sealer } from '#platform';

import { PermanentJobError } from './job-errors.ts';
import type { QueueDefinition } from './queue-definition.ts';

/** A job's data as it lies in Redis or PostgreSQL. */
export type JobData = { sealed: string } | { plain: unknown };

export function encodePayload<T>(queue: QueueDefinition<T>, payload: T, sealer: Sealer): JobData {
  const checked = queue.payload.parse(payload);
  return queue.sealed ? { sealed: sealer.seal(JSON.stringify(checked)) } : { plain: checked };
}

/** Throws `PermanentJobError` for data that this version can not read; the words in it stay out of the error. */
export function decodePayload<T>(queue: QueueDefinition<T>, data: JobData, sealer: Sealer): T {
  const parsed = queue.payload.safeParse(
    'sealed' in data ? JSON.parse(open(queue.name, data.sealed, sealer)) : data.plain,
  );
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
