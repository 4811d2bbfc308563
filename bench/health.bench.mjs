// Whether `/health/queues` answers as quickly with very many waiting jobs as with few.
import { createPostgresBackend, Queue } from 'bullmq';

import { statusQueue } from '#queues';

import { percentile } from './stats.mjs';

const jobsAtOnce = 2_000;
const few = 1_000;
const warmUp = 50;

/** @returns for each back end and number of waiting jobs, how long one request after the other takes */
export async function measureHealth({ targets, plan, say }) {
  const results = [];
  for (const backend of ['Redis', 'PostgreSQL']) {
    const settings = await targets.settings(backend);
    const queue = openQueue(settings);
    const { port, stop } = await targets.queueHealth(settings);
    let waiting = 0;
    for (const jobs of [few, plan.health.jobs]) {
      say(`health, ${jobs} waiting jobs, ${backend}`);
      await fill(queue, jobs - waiting);
      waiting = jobs;
      await ask(port, warmUp);
      const tookMs = await ask(port, plan.health.requests);
      results.push({
        name: `${jobs} waiting, ${backend}`,
        p50Ms: percentile(tookMs, 0.5),
        p99Ms: percentile(tookMs, 0.99),
      });
    }
    await stop();
    await queue.obliterate({ force: true });
    await queue.close();
  }
  return results;
}

function openQueue({ DATABASE_URL, REDIS_URL, QUEUE_PREFIX: prefix }) {
  return REDIS_URL
    ? new Queue(statusQueue.name, { connection: { url: REDIS_URL }, prefix })
    : new Queue(statusQueue.name, { connection: { connectionString: DATABASE_URL } }, createPostgresBackend);
}

async function fill(queue, count) {
  for (let from = 0; from < count; from += jobsAtOnce) {
    const length = Math.min(jobsAtOnce, count - from);
    await queue.addBulk(Array.from({ length }, () => ({ name: statusQueue.name, data: { plain: {} } })));
  }
}

/** @returns in milliseconds */
async function ask(port, requests) {
  const tookMs = [];
  for (let at = 0; at < requests; at++) {
    const startedAt = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}/health/queues`);
    await response.arrayBuffer();
    tookMs.push(performance.now() - startedAt);
  }
  return tookMs;
}
