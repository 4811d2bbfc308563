import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname } from 'node:path';

import { embeddedDatabaseFork } from '#data/admin';
import { freePort } from '#platform';

import { aimsOf } from './aims.mjs';
import { Child, stopAll } from './children.mjs';
import { measureHealth } from './health.bench.mjs';
import { measureIngress } from './ingress.bench.mjs';
import { measureLatency } from './latency.bench.mjs';
import { measureLimits } from './limits.bench.mjs';
import { measureReplies } from './replies.bench.mjs';
import { print } from './report.mjs';
import { Targets } from './targets.mjs';

const parts = {
  ingress: measureIngress,
  replies: measureReplies,
  latency: measureLatency,
  limits: measureLimits,
  health: measureHealth,
};

/** `seenLimit`: what may be seen of `limit` reserved sends, since the way there shifts them; 80 a second is WhatsApp's own limit. */
const perSecond = {
  setting: 'MESSAGES_PER_SECOND',
  limit: 70,
  seenLimit: 80,
  time: 'second',
  windowMs: 1_000,
  fill: 'outbox',
};
const perMinute = {
  setting: 'MESSAGES_PER_MINUTE',
  limit: 250,
  seenLimit: 255,
  time: 'minute',
  windowMs: 60_000,
  fill: 'outbox',
};

const full = {
  rounds: 9,
  // JIT warm-up: our code reaches full speed after some ten thousand webhooks.
  warmUpSeconds: 6,
  seconds: 2,
  replies: {
    rounds: 3,
    Redis: { single: 300, seconds: 10, backlog: 4_000, drain: 8_000 },
    PostgreSQL: { single: 300, seconds: 10, backlog: 1_500, drain: 2_000 },
    others: { single: 300, seconds: 10, backlog: 4_000 },
  },
  latency: { rounds: 3, messages: 300 },
  limits: [
    { ...perSecond, seconds: 120, backlog: 9_000 },
    { ...perSecond, seconds: 60, backlog: 100_000 },
    { ...perSecond, seconds: 120, backlog: 100_000, fill: 'reminders' },
    { ...perMinute, seconds: 190, backlog: 2_000 },
  ],
  health: {
    Redis: { jobs: 1_000_000, requests: 1_000, drains: 20 },
    PostgreSQL: { jobs: 1_000_000, requests: 1_000, drains: 20 },
  },
};
const quick = {
  rounds: 1,
  warmUpSeconds: 3,
  seconds: 2,
  replies: {
    rounds: 1,
    Redis: { single: 100, seconds: 3, backlog: 1_000, drain: 1_500 },
    PostgreSQL: { single: 100, seconds: 3, backlog: 400, drain: 500 },
    others: { single: 100, seconds: 3, backlog: 1_000 },
  },
  latency: { rounds: 1, messages: 100 },
  limits: [
    { ...perSecond, seconds: 20, backlog: 2_000 },
    { ...perSecond, seconds: 20, backlog: 2_000, fill: 'reminders' },
  ],
  health: {
    Redis: { jobs: 20_000, requests: 200, drains: 5 },
    PostgreSQL: { jobs: 20_000, requests: 200, drains: 5 },
  },
};

/** Runs everything, or `only` one part; prints tables and writes the figures to `out`. */
export async function runSuite({ isQuick, only, out }) {
  if (only && !(only in parts)) throw new Error(`--only takes one of: ${Object.keys(parts).join(', ')}`);
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
    const targets = new Targets(services, known, graphPort);
    const context = { targets, load, graph, plan, say };

    const figures = {};
    for (const [name, measure] of Object.entries(parts)) {
      figures[name] = only && only !== name ? [] : await measure(context);
    }
    const aims = aimsOf(figures);
    print({ ...figures, aims });
    mkdirSync(dirname(out), { recursive: true });
    const machine = { node: process.version, cpus: availableParallelism(), platform: process.platform };
    const result = { at: new Date().toISOString(), machine, plan, ...figures, aims };
    writeFileSync(out, `${JSON.stringify(result, null, 2)}\n`);
    console.log(`\n${out}`);
  } finally {
    await stopAll();
  }
}
