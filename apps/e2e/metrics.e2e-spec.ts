import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { freePort } from '#platform';
import { AppProcess, queueBackends, sampleFiles, TestStack, waitUntil } from '#testing';

import { faultOf, samplesIn } from './metrics/allowed-labels.ts';

const apps = ['ingress', 'media', 'intent', 'notifier'] as const;
const root = join(import.meta.dirname, '../..');

const phone = '16505550123';

let stack: TestStack;
let ops: AppProcess;

beforeAll(async () => {
  stack = await TestStack.start(queueBackends.at(-1)!, [...apps, 'simulator'], {
    // Without it, nobody watches over the token.
    WHATSAPP_APP_ID: '584544743160774',
  });
});
beforeAll(async () => {
  ops = new AppProcess('ops', {
    ...stack.environment,
    OPS_PORT: String(await freePort()),
    OPS_TOKEN: 'the-token-of-the-operator',
  });
  await ops.ready();
});
afterAll(async () => {
  await ops.stop('SIGKILL');
  await stack.close();
});

async function metricsOf(app: AppProcess): Promise<string> {
  const response = await fetch(`${app.url}/metrics`, { headers: { connection: 'close' } });
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return response.text();
}
const allMetrics = async (): Promise<string> =>
  (await Promise.all([ops, ...apps.map((name) => stack.app(name))].map(metricsOf))).join('\n');

/** As they stand in PromQL, without what Prometheus adds itself. */
function namesIn(file: string): string[] {
  const found = readFileSync(join(root, file), 'utf8').matchAll(/\b(?:handsfree|process|nodejs)_\w+/g);
  return [...new Set([...found].map(([name]) => name.replace(/_(?:bucket|count|sum)$/, '')))].toSorted();
}

/** In the values there are numbers that nobody chose; what names somebody would be in a label. */
const labelsWith = (words: string[], text: string): string[] => {
  const labels = [...text.matchAll(/="((?:[^"\\]|\\.)*)"/g)].map(([, label = '']) => label);
  expect(labels.length).toBeGreaterThan(50);
  return labels.filter((label) => words.some((word) => label.includes(word)));
};

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
      'handsfree_task_failing{task="RetentionSweep"} 0',
    ];
    const missing = lines.filter((line) => !told.has(line));
    if (missing.length > 0) throw new Error(`not there: ${missing.join(', ')}`);
    return metrics;
  });

  expect(labelsWith([phone, 'milk'], text)).toEqual([]);
});

it('labels nothing with what people say or are, and nothing without end', async () => {
  const { simulator } = stack;
  const person = { phone: '16505550178', name: 'Sheena Nelson' };
  const { wamid } = await simulator.say('remind me to feed Rumpelstilzchen tomorrow at 5pm', person);
  await simulator.attach('image', Uint8Array.from(sampleFiles.png), 'image/png', person);
  await simulator.setFaults({ sends: { code: 999_951, times: 1 } });
  await simulator.say('add honey to my list', person);
  await simulator.sendWebhook('account_update', { event: 'ACCOUNT_VIOLATION' });
  await simulator.sendWebhook('a_field_of_tomorrow', { event: 'NEW' });
  const lines = [
    'handsfree_unlisted_errors_total{source="send"} 1',
    'handsfree_account_troubles{field="account_update"} 1',
    'handsfree_job_seconds_count{queue="media",outcome="done"} 1',
  ];
  const text = await waitUntil('it was counted', async () => {
    const metrics = await allMetrics();
    const told = new Set(metrics.split('\n'));
    const missing = lines.filter((line) => !told.has(line));
    if (missing.length > 0) throw new Error(`not there: ${missing.join(', ')}`);
    return metrics;
  });

  const samples = samplesIn(text);
  expect(samples.length).toBeGreaterThan(200);
  expect(samples.flatMap((sample) => faultOf(sample) ?? [])).toEqual([]);
  const words = ['Sheena', 'Rumpelstilzchen', 'honey', 'wamid', 'tomorrow'];
  expect(labelsWith([person.phone, wamid, '999951', ...words], text)).toEqual([]);
});

it.each(['deploy/prometheus/rules.yml', 'deploy/grafana/dashboards/handsfree.json'])(
  'exports every metric that %s uses',
  async (file) => {
    const exported = new Set([...(await allMetrics()).matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));

    expect(namesIn(file).filter((name) => !exported.has(name))).toEqual([]);
  },
);

it.each(['fires.test.yml', 'healthy.test.yml'])('labels what %s takes for granted as the apps do', (file) => {
  const tests = readFileSync(join(root, 'deploy/prometheus', file), 'utf8');
  const series = [...tests.matchAll(/series: '(handsfree_.*?)'/g)].map(([, one = '']) => one);

  expect(series.length).toBeGreaterThan(20);
  const samples = samplesIn(series.join('\n')).map(({ metric, labels }) => {
    const { job: _job, instance: _instance, ...own } = labels;
    return { metric, labels: own };
  });
  expect(samples.flatMap((sample) => faultOf(sample) ?? [])).toEqual([]);
});
