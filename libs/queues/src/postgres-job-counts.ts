import { mostCounted } from '#platform';

/** SQL of the number of jobs of the queue `$1` that meet a condition, found by an index in its order: PostgreSQL would have to look at each of them, and stops. */
const countOf = (condition: string, order: string): string =>
  `(SELECT count(*)::int FROM (SELECT FROM job WHERE queue = $1 AND ${condition} ORDER BY ${order} LIMIT ${mostCounted}) AS found)`;

const active = countOf("state = 'active'", 'locked_until_ms');
const delayed = countOf("state = 'delayed'", 'process_at_ms');
const failed = countOf("state = 'failed'", 'finished_at_ms');

/** What a worker could take until `$2`, in milliseconds since 1970, is `waiting` and `overdue`. */
export const jobCounts = `SELECT
  ${countOf("state = 'waiting'", 'priority, seq')} AS waiting,
  ${active} AS active,
  ${delayed} AS delayed,
  ${countOf("state = 'delayed' AND process_at_ms <= $2", 'process_at_ms')} AS overdue,
  ${failed} AS failed`;

/** BullMQ's own states. A paused queue has none of its own: its jobs wait. */
export const stateCounts = `SELECT
  ${countOf("state = 'waiting' AND priority = 0", 'priority, seq')} AS wait,
  ${countOf("state = 'waiting' AND priority > 0", 'priority, seq')} AS prioritized,
  ${active} AS active,
  ${delayed} AS delayed,
  ${countOf("state = 'completed'", 'finished_at_ms')} AS completed,
  ${failed} AS failed,
  ${countOf("state = 'waiting-children'", 'seq')} AS "waiting-children"`;
