// From the webhook to the answer at the Graph API, through all stages.
import { setTimeout } from 'node:timers/promises';

import { intentQueue } from '#queues';

import { clockMs, median, percentile } from './stats.mjs';

const connections = 64;
const steadyRate = 50;
const silenceLimitMs = 10_000;

/** Ours on both back ends, and the peer. All run throughout and take turns, since the machine's own speed changes. */
export async function measureReplies({ targets, load, graph, plan, say }) {
  const contenders = [
    await allStages('Redis', targets),
    await allStages('PostgreSQL', targets),
    { name: 'public peer, Redis', counts: 'peer', ...(await targets.peer()) },
  ];
  let first = 0;
  /** Each webhook is from a person of its own. */
  const send = async ({ port }, count, pace) => {
    const sent = await load.ask({ port, first, count, ...pace });
    first += count;
    return { ...sent, answers: await arrivals(graph, count) };
  };
  const measure = async (contender) => {
    const { seconds, backlog } = plan.replies[contender.counts];
    const steady = await send(contender, seconds * steadyRate, { rate: steadyRate });
    const rush = await send(contender, backlog, { connections });
    const latencies = Object.entries(steady.answers).map(([person, at]) => at - steady.sent[person]);
    const ends = Object.values(rush.answers);
    return {
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      answeredPerSecond: (ends.length / (Math.max(...ends) - rush.startedAt)) * 1_000,
      unanswered: seconds * steadyRate - latencies.length + backlog - ends.length,
      refused: steady.refused + rush.refused,
    };
  };

  await graph.ask({ what: 'forget' });
  say('replies, warm-up');
  for (const contender of contenders) {
    await send(contender, plan.replies[contender.counts].backlog, { connections });
  }
  const rounds = contenders.map(() => []);
  for (let round = 1; round <= plan.replies.rounds; round++) {
    say(`replies, round ${round} of ${plan.replies.rounds}`);
    for (const [at, contender] of contenders.entries()) rounds[at].push(await measure(contender));
  }

  const results = [];
  for (const [at, { name, counts, stop, drain }] of contenders.entries()) {
    say(`replies, drain and stop: ${name}`);
    const drainedPerSecond = drain ? await drain(plan.replies[counts].drain, load) : NaN;
    await stop();
    results.push({ name, drainedPerSecond, ...summary(rounds[at]) });
  }
  return results;
}

async function allStages(backend, targets) {
  const settings = await targets.settings(backend);
  const ingress = await targets.app('ingress', settings);
  const notifier = await targets.app('notifier', settings);
  const intent = await targets.app('intent', settings);
  return {
    name: `all stages, ${backend}`,
    counts: backend,
    port: ingress.port,
    stop: () => ingress.stop(),
    drain: async (count, load) => {
      await Promise.all([intent.stop(), notifier.stop()]);
      await load.ask({ port: ingress.port, connections, first: 1_000_000, count });
      return drainRate(count, settings, targets);
    },
  };
}

function summary(rounds) {
  const middle = (column) => median(rounds.map((round) => round[column]));
  const sum = (column) => rounds.reduce((total, round) => total + round[column], 0);
  return {
    p50Ms: middle('p50Ms'),
    p99Ms: middle('p99Ms'),
    answeredPerSecond: middle('answeredPerSecond'),
    unanswered: sum('unanswered'),
    refused: sum('refused'),
    runs: rounds,
  };
}

/** Waits until so many answers have come, or none has for a while. */
async function arrivals(graph, expected) {
  let seen = 0;
  let seenAt = clockMs();
  while (seen < expected && clockMs() - seenAt < silenceLimitMs) {
    await setTimeout(20);
    const now = await graph.ask({ what: 'count' });
    if (now > seen) seenAt = clockMs();
    seen = now;
  }
  return graph.ask({ what: 'take' });
}

/** How fast the intent stage alone works off what waits for it. */
async function drainRate(count, settings, targets) {
  // Jobs hold several messages each, so the messages are counted, from the start of the process on.
  const startedAt = clockMs();
  const intent = await targets.app('intent', settings);
  const isBusy = async () => {
    const answer = await fetch(`http://127.0.0.1:${intent.port}/health/queues`);
    const { queues } = await answer.json();
    const { waiting, active } = queues.find(({ name }) => name === intentQueue.name);
    return waiting + active > 0;
  };
  while (await isBusy()) await setTimeout(50);
  const took = clockMs() - startedAt;
  await intent.stop();
  return (count / took) * 1_000;
}
