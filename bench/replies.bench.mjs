// From the webhook to the answer at the Graph API, through all stages.
import { setTimeout } from 'node:timers/promises';

import { intentQueue } from '#queues';

import { arrivals } from './arrivals.mjs';
import { clockMs, median, percentile } from './stats.mjs';

const connections = 64;
const steadyRate = 50;

/**
 * Ours on both back ends, the lower bounds and the peer. All run throughout and take turns, since the machine's speed
 * varies.
 */
export async function measureReplies({ targets, load, graph, plan, say }) {
  const contenders = [
    await allStages('Redis', targets),
    await allStages('PostgreSQL', targets),
    { name: 'straight line', counts: 'others', ...(await targets.straightLine()) },
    { name: 'staged line, Redis', counts: 'others', ...(await targets.stagedLine('Redis')) },
    { name: 'staged line, PostgreSQL', counts: 'PostgreSQL', ...(await targets.stagedLine('PostgreSQL')) },
    { name: 'public peer, Redis', counts: 'others', ...(await targets.peer()) },
  ];
  let first = 0;
  /** Each webhook is from a different person. */
  const send = async ({ port }, count, pace) => {
    const sent = await load.ask({ port, first, count, ...pace });
    first += count;
    return { ...sent, answers: await arrivals(graph, count) };
  };
  const measure = async (contender) => {
    const { single, seconds, backlog } = plan.replies[contender.counts];
    const alone = await send(contender, single, { graphPort: targets.graphPort });
    const steady = await send(contender, seconds * steadyRate, { rate: steadyRate });
    const rush = await send(contender, backlog, { connections });
    const latencies = latenciesOf(steady);
    const expected = single + seconds * steadyRate + backlog;
    const answered = [alone, steady, rush].reduce((sum, { answers }) => sum + Object.keys(answers).length, 0);
    const ends = Object.values(rush.answers);
    return {
      singleP50Ms: percentile(latenciesOf(alone), 0.5),
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      answeredPerSecond: (ends.length / (Math.max(...ends) - rush.startedAt)) * 1_000,
      unanswered: expected - answered,
      refused: alone.refused + steady.refused + rush.refused,
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

const latenciesOf = ({ answers, sent }) => Object.entries(answers).map(([person, at]) => at - sent[person]);

function summary(rounds) {
  const middle = (column) => median(rounds.map((round) => round[column]));
  const sum = (column) => rounds.reduce((total, round) => total + round[column], 0);
  return {
    singleP50Ms: middle('singleP50Ms'),
    p50Ms: middle('p50Ms'),
    p99Ms: middle('p99Ms'),
    answeredPerSecond: middle('answeredPerSecond'),
    unanswered: sum('unanswered'),
    refused: sum('refused'),
    runs: rounds,
  };
}

/** Throughput of the intent stage alone on a backlog. */
async function drainRate(count, settings, targets) {
  // Jobs are batched, so messages are counted, from the start of the process on.
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
