import type { Database } from './database.ts';
import { failedOutcomes } from './message-outcome.ts';

/** `received = handled + failed + inFlight`, over every message that was ever recorded; and what waits to be sent. */
export interface MessageCounts {
  received: number;
  handled: number;
  /** Those answered with an apology. */
  failed: number;
  inFlight: number;
  /** Of our own messages: they wait for their people to write. */
  parked: number;
}

export async function countMessages(database: Database): Promise<MessageCounts> {
  const [counts] = await database.$queryRaw<[MessageCounts]>`
    SELECT count(*)::float8 AS received,
      count(*) FILTER (WHERE handled_at IS NOT NULL AND coalesce(outcome <> ALL(${failedOutcomes}), true))::float8 AS handled,
      count(*) FILTER (WHERE outcome = ANY(${failedOutcomes}))::float8 AS failed,
      count(*) FILTER (WHERE handled_at IS NULL)::float8 AS "inFlight",
      (SELECT count(*) FROM outbound_message WHERE parked_at IS NOT NULL)::float8 AS parked
    FROM inbound_message`;
  return counts;
}
