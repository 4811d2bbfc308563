import type { Database } from './database.ts';
import { failedOutcomes } from './message-outcome.ts';

/** `received = handled + failed + inFlight`, over every message ever recorded. */
export interface MessageCounts {
  received: number;
  handled: number;
  /** Those answered with an apology. */
  failed: number;
  inFlight: number;
}

export async function countMessages(database: Database): Promise<MessageCounts> {
  const [counts] = await database.$queryRaw<[MessageCounts]>`
    SELECT count(*)::float8 AS received,
      count(*) FILTER (WHERE handled_at IS NOT NULL AND coalesce(outcome <> ALL(${failedOutcomes}), true))::float8 AS handled,
      count(*) FILTER (WHERE outcome = ANY(${failedOutcomes}))::float8 AS failed,
      count(*) FILTER (WHERE handled_at IS NULL)::float8 AS "inFlight"
    FROM inbound_message`;
  return counts;
}
