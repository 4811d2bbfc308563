// Where the time of one message goes, one message at a time.
import { arrivals } from './arrivals.mjs';
import { messageSpans, waterfall } from './waterfall.mjs';
import { phoneOf } from './webhooks.mjs';

export async function measureLatency({ targets, load, graph, plan, say }) {
  const contenders = [];
  for (const backend of ['Redis', 'PostgreSQL']) {
    const settings = await targets.settings(backend);
    const apps = [];
    for (const name of ['ingress', 'notifier', 'intent']) apps.push(await targets.tracedApp(name, settings));
    contenders.push({ backend, apps, port: apps[0].port, messages: [], sent: 0 });
  }
  let first = 0;
  /** @returns the spans of `count` messages */
  const send = async ({ apps, port }, count) => {
    const { sent } = await load.ask({ port, graphPort: targets.graphPort, first, count });
    const numbers = Array.from({ length: count }, (_, at) => first + at);
    first += count;
    const sentAt = numbers.map((number) => sent[phoneOf(number)]);
    return messageSpans(await takeSteps(apps), sentAt);
  };

  await graph.ask({ what: 'forget' });
  say('latency, warm-up');
  for (const { backend, apps, port } of contenders) {
    const count = plan.replies[backend].backlog;
    await load.ask({ port, connections: 64, first, count });
    first += count;
    await arrivals(graph, count);
    await takeSteps(apps);
  }
  for (let round = 1; round <= plan.latency.rounds; round++) {
    say(`latency, round ${round} of ${plan.latency.rounds}`);
    for (const contender of contenders) {
      contender.messages.push(...(await send(contender, plan.latency.messages)));
      contender.sent += plan.latency.messages;
    }
  }
  await Promise.all(contenders.flatMap(({ apps }) => apps.map(({ stop }) => stop())));
  return contenders.map(({ backend, messages, sent }) => ({
    backend,
    traced: messages.length,
    untraced: sent - messages.length,
    steps: waterfall(messages),
  }));
}

async function takeSteps(apps) {
  const events = await Promise.all(apps.map(({ child }) => child.ask({ what: 'steps' })));
  return events.flat();
}
