// From the webhook to the answer at the Graph API, through all stages.
import { setTimeout } from 'node:timers/promises';

import { intentQueue } from '#queues';

import { clockMs, percentile } from './stats.mjs';

const connections = 64;
const steadyRate = 50;
const warmUpMessages = 300;
const silenceLimitMs = 10_000;

/** Ours on both back ends, and the peer. */
export async function measureReplies({ targets, load, graph, plan, say }) {
  const results = [];
  for (const backend of ['Redis', 'PostgreSQL']) {
    say(`replies, queues in ${backend}`);
    const settings = await targets.settings(backend);
    const ingress = await targets.app('ingress', settings);
    const notifier = await targets.app('notifier', settings);
    const intent = await targets.app('intent', settings);
    const answered = await measure(ingress.port, { load, graph }, plan.replies[backend]);
    await Promise.all([intent.stop(), notifier.stop()]);
    const drained = await drain(ingress.port, plan.replies[backend].drain, { targets, settings, load });
    await ingress.stop();
    results.push({ name: `all stages, ${backend}`, ...answered, drainedPerSecond: drained });
  }
  say('replies, public peer');
  const peer = await targets.peer();
  results.push({
    name: 'public peer, Redis',
    ...(await measure(peer.port, { load, graph }, plan.replies.peer)),
    drainedPerSecond: NaN,
  });
  await peer.stop();
  return results;
}

async function measure(port, { load, graph }, { seconds, backlog }) {
  await graph.ask({ what: 'forget' });
  await load.ask({ port, connections, first: 0, count: warmUpMessages });
  await arrivals(graph, warmUpMessages);

  const count = seconds * steadyRate;
  const steady = await load.ask({ port, rate: steadyRate, first: warmUpMessages, count });
  const steadyAnswers = await arrivals(graph, count);
  const latencies = Object.entries(steadyAnswers).map(([person, at]) => at - steady.sent[person]);

  const all = await load.ask({ port, connections, first: warmUpMessages + count, count: backlog });
  const answers = await arrivals(graph, backlog);
  const took = Math.max(...Object.values(answers)) - all.startedAt;
  const answered = Object.keys(answers).length;
  return {
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    answeredPerSecond: (answered / took) * 1_000,
    unanswered: count - latencies.length + backlog - answered,
    refused: steady.refused + all.refused,
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
async function drain(port, count, { targets, settings, load }) {
  await load.ask({ port, connections, first: 1_000_000, count });
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
