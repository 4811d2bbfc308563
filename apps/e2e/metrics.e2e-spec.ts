import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { queueBackends, TestStack, waitUntil } from '#testing';

const apps = ['ingress', 'media', 'intent', 'notifier'] as const;
const root = join(import.meta.dirname, '../..');

const phone = '16505550123';

let stack: TestStack;

beforeAll(async () => {
  stack = await TestStack.start(queueBackends.at(-1)!, [...apps, 'simulator'], {
    // Without it, nobody watches over the token.
    WHATSAPP_APP_ID: '584544743160774',
  });
});
afterAll(() => stack.close());

async function metricsOf(app: (typeof apps)[number]): Promise<string> {
  const response = await fetch(`${stack.app(app).url}/metrics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return response.text();
}
const allMetrics = async (): Promise<string> => (await Promise.all(apps.map(metricsOf))).join('\n');

/** As they stand in PromQL, without what Prometheus adds itself. */
function namesIn(file: string): string[] {
  const found = readFileSync(join(root, file), 'utf8').matchAll(/\b(?:handsfree|process|nodejs)_\w+/g);
  return [...new Set([...found].map(([name]) => name.replace(/_(?:bucket|count|sum)$/, '')))].toSorted();
}

it('tells how a message went, and names nobody', async () => {
  await stack.simulator.say('add milk to my list', { phone });
  await stack.deliverWebhook({ entry: [] }, `sha256=${'0'.repeat(64)}`);

  const text = await waitUntil('everything was counted', async () => {
    const metrics = await allMetrics();
    const told = new Set(metrics.split('\n'));
    const lines = [
      'handsfree_webhooks_total{status="401"} 1',
      'handsfree_webhook_items_total{kind="message"} 1',
      'handsfree_messages_recorded_total{result="new"} 1',
      'handsfree_messages_handled_total{outcome="acted"} 1',
      'handsfree_sends_total{result="accepted",code="none"} 1',
      'handsfree_reply_seconds_count 1',
      'handsfree_messages_last_hour{state="handled"} 1',
      'handsfree_status_reports_total{status="read",code="none"} 1',
      'handsfree_token_usable 1',
      'handsfree_dependency_up{dependency="database"} 1',
      'handsfree_queue_status{queue="intent",status="ok"} 1',
    ];
    const missing = lines.filter((line) => !told.has(line));
    if (missing.length > 0) throw new Error(`not there: ${missing.join(', ')}`);
    return metrics;
  });

  for (const word of [phone, 'milk']) expect(text).not.toContain(word);
});

it.each(['deploy/prometheus/rules.yml', 'deploy/grafana/dashboards/handsfree.json'])(
  'exports every metric that %s uses',
  async (file) => {
    const exported = new Set([...(await allMetrics()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));

    expect(namesIn(file).filter((name) => !exported.has(name))).toEqual([]);
  },
);
