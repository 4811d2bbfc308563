// Whether on-call's views answer, and workers take jobs, as quickly with very many waiting jobs as with few.
import { setTimeout } from 'node:timers/promises';

import { createPostgresBackend, Queue } from 'bullmq';

import { typingQueue } from '#queues';

import { clockMs, median, percentile } from './stats.mjs';
import { account } from './webhooks.mjs';

const jobsAtOnce = 2_000;
const few = 1_000;
const warmUp = 50;
const pollMs = 5;
const opsToken = 'the-token-of-a-benchmark';

/** @returns for each back end and number of waiting jobs, how long requests take one after the other, and how many jobs a second are done */
export async function measureHealth({ targets, plan, say }) {
  const results = [];
  for (const backend of ['Redis', 'PostgreSQL']) {
    const { jobs: many, requests, drains } = plan.health[backend];
    const settings = await targets.settings(backend);
    const queue = openQueue(settings);
    // Each of these jobs was asked for long ago, so that the notifier only has to take it.
    const notifier = await targets.app('notifier', settings);
    const ops = await targets.app('ops', { ...settings, OPS_TOKEN: opsToken });
    await queue.pause();
    for (const jobs of [few, many]) {
      const name = `${jobs} waiting, ${backend}`;
      say(`health, ${name}`);
      await fillUpTo(jobs, queue);
      const health = await ask(`http://127.0.0.1:${notifier.port}/health/queues`, requests);
      const page = await ask(`http://127.0.0.1:${ops.port}/api/state`, requests);
      const perSecond = [];
      for (let round = 0; round < drains; round++) {
        await fillUpTo(jobs, queue);
        perSecond.push(await drain(queue));
      }
      results.push({
        name,
        healthP50Ms: percentile(health, 0.5),
        healthP99Ms: percentile(health, 0.99),
        opsP50Ms: percentile(page, 0.5),
        opsP99Ms: percentile(page, 0.99),
        drainedPerSecond: median(perSecond),
      });
    }
    await Promise.all([notifier.stop(), ops.stop()]);
    await queue.obliterate({ force: true });
    await queue.close();
  }
  return results;
}

function openQueue({ DATABASE_URL, REDIS_URL, QUEUE_PREFIX: prefix }) {
  return REDIS_URL
    ? new Queue(typingQueue.name, { connection: { url: REDIS_URL }, prefix })
    : new Queue(typingQueue.name, { connection: { connectionString: DATABASE_URL } }, createPostgresBackend);
}

/** In PostgreSQL, BullMQ counts what waits on a paused queue as paused alone. */
const waitingIn = (queue) => queue.getJobCountByTypes('wait', 'paused');

async function fillUpTo(jobs, queue) {
  for (;;) {
    const length = Math.min(jobsAtOnce, jobs - (await waitingIn(queue)));
    if (length <= 0) return;
    const plain = { messageKey: account.phoneNumberId, askedAt: 0 };
    await queue.addBulk(Array.from({ length }, () => ({ name: typingQueue.name, data: { plain } })));
  }
}

/** @returns in milliseconds */
async function ask(url, requests) {
  const headers = { authorization: `Bearer ${opsToken}` };
  const tookMs = [];
  for (let at = 0; at < warmUp + requests; at++) {
    const startedAt = performance.now();
    const response = await fetch(url, { headers });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    if (at >= warmUp) tookMs.push(performance.now() - startedAt);
  }
  return tookMs;
}

/** Lets the notifier work until a few are taken. @returns jobs per second */
async function drain(queue) {
  const enough = (await waitingIn(queue)) - few;
  const startedAt = clockMs();
  await queue.resume();
  while ((await waitingIn(queue)) > enough) await setTimeout(pollMs);
  const tookMs = clockMs() - startedAt;
  await queue.pause();
  while ((await queue.getActiveCount()) > 0) await setTimeout(pollMs);
  return (few / tookMs) * 1_000;
}
