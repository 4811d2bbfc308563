import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname } from 'node:path';

import { embeddedDatabaseFork } from '#data/admin';
import { freePort } from '#platform';

import { Child, stopAll } from './children.mjs';
import { measureIngress } from './ingress.bench.mjs';
import { measureReplies } from './replies.bench.mjs';
import { median } from './stats.mjs';
import { table } from './table.mjs';
import { Targets } from './targets.mjs';

const full = {
  rounds: 9,
  // Our code is compiled by and by while it runs: after some ten thousand webhooks it is as fast as it gets.
  warmUpSeconds: 6,
  seconds: 2,
  replies: {
    rounds: 3,
    Redis: { seconds: 10, backlog: 4_000, drain: 8_000 },
    PostgreSQL: { seconds: 10, backlog: 1_500, drain: 2_000 },
    peer: { seconds: 10, backlog: 4_000 },
  },
};
const quick = {
  rounds: 1,
  warmUpSeconds: 3,
  seconds: 2,
  replies: {
    rounds: 1,
    Redis: { seconds: 3, backlog: 1_000, drain: 1_500 },
    PostgreSQL: { seconds: 3, backlog: 400, drain: 500 },
    peer: { seconds: 3, backlog: 1_000 },
  },
};

/** Measures everything in one run, prints tables and writes the figures to `out`. */
export async function runSuite({ isQuick, only, out }) {
  const plan = isQuick ? quick : full;
  const say = (step) => process.stderr.write(`${step} …\n`);
  try {
    const services = new Child(
      'bench/services.mjs',
      {},
      {
        ...(await embeddedDatabaseFork(tmpdir())),
        detached: true,
      },
    );
    const known = await services.hello();
    if (!known.redisUrl) throw new Error('redis-server is not on the PATH: install it to measure');
    const graphPort = await freePort();
    const graph = new Child('bench/graph-stub.mjs', { PORT: String(graphPort) });
    const load = new Child('bench/load.mjs');
    const targets = new Targets(services, known, `http://127.0.0.1:${graphPort}`);
    const context = { targets, load, graph, plan, say };

    const ingress = only === 'replies' ? [] : await measureIngress(context);
    const replies = only === 'ingress' ? [] : await measureReplies(context);
    const ratios = ratiosOf(ingress, replies);
    print(ingress, replies, ratios);
    mkdirSync(dirname(out), { recursive: true });
    const machine = { node: process.version, cpus: availableParallelism(), platform: process.platform };
    const result = { at: new Date().toISOString(), machine, plan, ingress, replies, ratios };
    writeFileSync(out, `${JSON.stringify(result, null, 2)}\n`);
    console.log(`\n${out}`);
  } finally {
    await stopAll();
  }
}

/** What the design asks for; each a ratio inside this run, or a time. */
function ratiosOf(ingress, replies) {
  const at = (rows, name) => rows.find((row) => row.name === name);
  const ours = at(ingress, 'ingress, Redis');
  const all = at(replies, 'all stages, Redis');
  const onPostgres = at(replies, 'all stages, PostgreSQL');
  const to = (name) => ratio(ours.runs.perSecond, at(ingress, name).runs.perSecond);
  const peer = 'public peer, Redis';
  return [
    ...(ours
      ? [
          ['ingress on Redis / floor', to('floor: node:http, HMAC, XADD'), '≥ 0.5'],
          ['ingress on Redis / plain controller', to('plain Nest controller, Redis'), '≥ 2.5'],
          ['ingress on Redis / peer', to(peer), '≥ 5'],
          ['ack p50 at 500/s, ms', ours.p50Ms, '≤ 5'],
          ['ack p99 at 500/s, ms', ours.p99Ms, '≤ 50'],
        ]
      : []),
    ...(all
      ? [
          ['answered on Redis / peer', ratio(answeredIn(all), answeredIn(at(replies, peer))), '≥ 1'],
          ['webhook to reply p50 on Redis, ms', all.p50Ms, '≤ 20'],
          ['webhook to reply p99 on Redis, ms', all.p99Ms, '≤ 100'],
          ['answered/s on PostgreSQL', onPostgres.answeredPerSecond, '≥ 150'],
        ]
      : []),
  ];
}

/** The middle one of the rounds' ratios: inside a round the machine is the same for both. */
const ratio = (these, those) => median(these.map((one, round) => one / those[round]));
const answeredIn = ({ runs }) => runs.map((round) => round.answeredPerSecond);

function print(ingress, replies, ratios) {
  if (ingress.length > 0) {
    const rows = ingress.map((row) => [row.name, row.perSecond, row.p50Ms, row.p99Ms, row.refused]);
    console.log(
      `\n${table(['64 connections; 500/s', 'acknowledged/s', 'p50 ms', 'p99 ms', 'refused'], rows)}`,
    );
  }
  if (replies.length > 0) {
    const header = [
      '50/s; then a backlog',
      'p50 ms',
      'p99 ms',
      'answered/s',
      'intent drains/s',
      'unanswered',
      'refused',
    ];
    const columns = [
      'name',
      'p50Ms',
      'p99Ms',
      'answeredPerSecond',
      'drainedPerSecond',
      'unanswered',
      'refused',
    ];
    const rows = replies.map((row) => columns.map((column) => row[column]));
    console.log(`\n${table(header, rows)}`);
  }
  console.log(`\n${table(['measured', 'value', 'aim'], ratios)}`);
}
