// The design's performance aims: ratios within one run, or times.
import { median } from './stats.mjs';

/** Median of the rounds' ratios: within a round, machine conditions are the same for both. */
const ratio = (these, those) => median(these.map((one, round) => one / those[round]));
const named = (rows, name) => rows.find((row) => row.name === name);

/** @returns rows of measurement, value and aim */
export const aimsOf = ({ ingress, replies, limits, health }) => [
  ...(ingress.length > 0 ? ingressAims(ingress) : []),
  ...(replies.length > 0 ? repliesAims(replies) : []),
  ...limitsAims(limits),
  ...healthAims(health),
];

function ingressAims(rows) {
  const ours = named(rows, 'ingress, Redis');
  const to = (name) => ratio(ours.runs.perSecond, named(rows, name).runs.perSecond);
  return [
    ['ingress on Redis / floor', to('floor: node:http, HMAC, XADD'), '≥ 0.5'],
    ['ingress on Redis / plain controller', to('plain Nest controller, Redis'), '≥ 2.5'],
    ['ack p50 at 500/s, ms', ours.p50Ms, '≤ 5'],
    ['ack p99 at 500/s, ms', ours.p99Ms, '≤ 50'],
  ];
}

function repliesAims(rows) {
  const onRedis = named(rows, 'all stages, Redis');
  const onPostgres = named(rows, 'all stages, PostgreSQL');
  const line = named(rows, 'straight line');
  const peer = named(rows, 'public peer, Redis');
  const to = (ours, other, column) =>
    ratio(...[ours, other].map(({ runs }) => runs.map((round) => round[column])));
  return [
    ['one at a time, p50 on Redis / straight line', to(onRedis, line, 'singleP50Ms'), '≤ 3'],
    ['one at a time, p50 on PostgreSQL / straight line', to(onPostgres, line, 'singleP50Ms'), '≤ 6'],
    ['answered/s on Redis / straight line', to(onRedis, line, 'answeredPerSecond'), '≥ 0.6'],
    ['answered/s on PostgreSQL / straight line', to(onPostgres, line, 'answeredPerSecond'), '≥ 0.45'],
    ['answered/s on Redis / peer', to(onRedis, peer, 'answeredPerSecond'), '≥ 1'],
    ['webhook to reply p99 at 50/s on Redis, ms', onRedis.p99Ms, '≤ 100'],
    ['webhook to reply p99 at 50/s on PostgreSQL, ms', onPostgres.p99Ms, '≤ 100'],
  ];
}

function limitsAims(rows) {
  return rows.flatMap(({ name, limit, seenLimit, fill, average, mostReserved, mostSeen, aheadSeconds }) => [
    [`${name}: average`, average, `≥ ${0.95 * limit}`],
    [`${name}: most reserved`, mostReserved, `≤ ${limit}`],
    [`${name}: most seen`, mostSeen, `≤ ${seenLimit}`],
    ...(fill === 'reminders' ? [[`${name}: ahead of an older one, s`, aheadSeconds, '≤ 1']] : []),
  ]);
}

/** Two rows for each back end: with few jobs, and with many. */
function healthAims(rows) {
  return rows.flatMap(({ name, healthP99Ms, opsP99Ms, drainedPerSecond }, at) => [
    [`/health/queues, ${name}, p99, ms`, healthP99Ms, '≤ 50'],
    [`page of ops, ${name}, p99, ms`, opsP99Ms, '≤ 50'],
    ...(at % 2 === 1
      ? [[`jobs/s, ${name} / few`, drainedPerSecond / rows[at - 1].drainedPerSecond, '≥ 0.9']]
      : []),
  ]);
}
