// The figures as tables on the terminal.
import { table } from './table.mjs';

const ingressColumns = {
  '64 connections; 500/s': 'name',
  'acknowledged/s': 'perSecond',
  'p50 ms': 'p50Ms',
  'p99 ms': 'p99Ms',
  refused: 'refused',
};
const repliesColumns = {
  'one at a time; 50/s; a backlog': 'name',
  'single p50 ms': 'singleP50Ms',
  'p50 ms': 'p50Ms',
  'p99 ms': 'p99Ms',
  'answered/s': 'answeredPerSecond',
  'intent drains/s': 'drainedPerSecond',
  unanswered: 'unanswered',
  refused: 'refused',
};

const limitsColumns = {
  'three notifiers, limit': 'name',
  'average in the time of the limit': 'average',
  'most reserved': 'mostReserved',
  'most seen': 'mostSeen',
  'ahead of an older one, s': 'aheadSeconds',
};

const healthColumns = {
  'jobs nobody takes, one request at a time': 'name',
  '/health/queues p50 ms': 'healthP50Ms',
  'p99 ms': 'healthP99Ms',
  'page of ops p50 ms': 'opsP50Ms',
  'its p99 ms': 'opsP99Ms',
  'then jobs/s': 'drainedPerSecond',
};

export function print({ ingress, replies, latency, limits, health, aims }) {
  if (ingress.length > 0) printRows(ingressColumns, ingress);
  if (replies.length > 0) printRows(repliesColumns, replies);
  for (const { backend, traced, untraced, steps } of latency) {
    const note = untraced > 0 ? `, ${untraced} not traced to the end` : '';
    const title = `one of ${traced} messages, queues in ${backend}${note}`;
    printRows({ [title]: 'name', 'p50 ms': 'p50Ms', 'p90 ms': 'p90Ms', 'mean ms': 'meanMs' }, steps);
  }
  if (limits.length > 0) printRows(limitsColumns, limits);
  if (health.length > 0) printRows(healthColumns, health);
  if (aims.length > 0) console.log(`\n${table(['measured', 'value', 'aim'], aims)}`);
}

/** @param columns the row key for each column header */
function printRows(columns, rows) {
  const keys = Object.values(columns);
  console.log(
    `\n${table(
      Object.keys(columns),
      rows.map((row) => keys.map((key) => row[key])),
    )}`,
  );
}
