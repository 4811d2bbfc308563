// From the webhook to its acknowledgement.
import { Redis } from 'ioredis';

import { median, percentile } from './stats.mjs';

const connections = 64;
const steadyRate = 500;

/** No contender acknowledges more webhooks per second, so this many are signed in advance. */
const mostPerSecond = 20_000;

export async function measureIngress({ targets, load, plan, say }) {
  const inRedis = await targets.settings('Redis');
  const contenders = [
    ['floor: node:http, HMAC, XADD', await targets.floor()],
    ['plain Nest controller, Redis', await targets.plainController()],
    ['public peer, Redis', await targets.peer()],
    ['ingress, Redis', await targets.app('ingress', inRedis)],
    ['ingress, PostgreSQL', await targets.app('ingress', await targets.settings('PostgreSQL'))],
  ].map(([name, { port, stop }]) => ({ name, port, stop, perSecond: [], p50: [], p99: [], refused: 0 }));
  const redis = new Redis(targets.redisUrl);
  let first = 0;

  const sendAll = async ({ port }, seconds) => {
    await redis.flushall();
    const result = await load.ask({ port, connections, seconds, first, count: seconds * mostPerSecond });
    first += result.used;
    return result;
  };
  const sendSteadily = async ({ port }, seconds) => {
    await redis.flushall();
    const count = seconds * steadyRate;
    const result = await load.ask({ port, rate: steadyRate, first, count });
    first += count;
    return result;
  };

  for (const contender of contenders) await sendAll(contender, plan.warmUpSeconds);
  for (let round = 1; round <= plan.rounds; round++) {
    say(`ingress, round ${round} of ${plan.rounds}`);
    for (const contender of contenders) {
      const flat = await sendAll(contender, plan.seconds);
      contender.perSecond.push(flat.perSecond);
      const steady = await sendSteadily(contender, plan.seconds);
      contender.p50.push(percentile(steady.latencies, 0.5));
      contender.p99.push(percentile(steady.latencies, 0.99));
      contender.refused += flat.refused + steady.refused;
    }
  }
  redis.disconnect();
  await Promise.all(contenders.map(({ stop }) => stop()));
  return contenders.map(({ name, perSecond, p50, p99, refused }) => ({
    name,
    perSecond: median(perSecond),
    p50Ms: median(p50),
    p99Ms: median(p99),
    refused,
    runs: { perSecond, p50, p99 },
  }));
}
