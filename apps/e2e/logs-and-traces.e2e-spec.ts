import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

import {
  type AppName,
  type CollectedSpan,
  newWamid,
  queueBackends,
  sheena,
  TestStack,
  textValue,
  TraceCollector,
  waitUntil,
  webhook,
} from '#testing';

const ours = ['ingress', 'intent', 'notifier'] as const;

interface Line {
  app: string;
  context: string;
  msg: string;
  correlationId?: string;
  correlationIds?: string[];
  job?: string;
}

function linesOf(stack: TestStack, id: string): Line[] {
  const lines = ours.flatMap((name) => stack.app(name).output.split('\n'));
  return lines.filter((line) => line.includes(id)).map((line) => JSON.parse(line) as Line);
}

/** What `handsfree trace` says of a message. */
function told(stack: TestStack, id: string): Promise<{ correlationId?: string; is: string }> {
  const env = { PATH: process.env.PATH, ...stack.environment };
  return new Promise((done) => {
    execFile(
      process.execPath,
      [resolve('dist/apps/cli/src/main.js'), 'trace', id, '--json'],
      { env },
      (_, stdout) => done(JSON.parse(stdout) as { is: string }),
    );
  });
}

const isRead = (stack: TestStack, count: number): Promise<unknown> =>
  waitUntil(`${count} answers were read`, async () => {
    const rows = await stack.database.query("SELECT FROM outbound_message WHERE status = 'read'");
    return rows.length >= count;
  });

describe.each(queueBackends)('what is done about a message, queues in $name,', (backend) => {
  let collector: TraceCollector;
  let stack: TestStack;
  let wamid: string;
  let id: string;

  beforeAll(async () => {
    collector = await TraceCollector.start();
    stack = await TestStack.start(backend, [...ours, 'simulator'], {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=hunter2',
    });
    ({ wamid } = await stack.simulator.say('add chrysanthemums to my list'));
    await isRead(stack, 1);
    id = (await told(stack, wamid)).correlationId ?? '';
  });
  afterAll(async () => {
    await stack?.close();
    collector?.close();
  });

  const spansOf = (): CollectedSpan[] => collector.spans.filter(({ traceId }) => traceId.startsWith(id));

  it('is found in the logs of all apps by one id, to the report that it was read', async () => {
    expect(id).toMatch(/^[\da-f]{12}$/);
    await waitUntil('all of it is logged', () => {
      const steps = linesOf(stack, id).map(({ app, context, msg }) => `${app} ${context}: ${msg}`);
      expect(new Set(steps)).toEqual(
        new Set([
          'ingress webhook: accepted',
          'intent queue intent: done',
          'intent turns: handled',
          'notifier queue outbound: done',
          'notifier queue status: done',
        ]),
      );
      return true;
    });
    expect((await told(stack, id)).is).toBe('arrived');
  });

  it('is one trace, from the webhook to WhatsApp and its reports', async () => {
    const spans = await waitUntil('all of it has arrived', () => {
      const found = spansOf();
      const parentOf = ({ parentSpanId }: CollectedSpan): string =>
        found.find(({ spanId }) => spanId === parentSpanId)?.name ?? 'none';
      expect(new Set(found.map((span) => `${span.service}: ${span.name} < ${parentOf(span)}`))).toEqual(
        new Set([
          'handsfree-ingress: POST /webhook < none',
          'handsfree-intent: wait on intent < POST /webhook',
          'handsfree-intent: process intent < POST /webhook',
          'handsfree-intent: record < process intent',
          'handsfree-intent: handle message < process intent',
          'handsfree-intent: understand < handle message',
          'handsfree-intent: act < handle message',
          'handsfree-intent: hand on < handle message',
          'handsfree-notifier: wait on outbound < handle message',
          'handsfree-notifier: process outbound < handle message',
          'handsfree-notifier: mark as sending < process outbound',
          'handsfree-notifier: POST messages < process outbound',
          'handsfree-notifier: status sent < POST /webhook',
          'handsfree-notifier: status delivered < POST /webhook',
          'handsfree-notifier: status read < POST /webhook',
        ]),
      );
      return found;
    });
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(spans.find(({ name }) => name === 'POST messages')?.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.response.status_code': 200,
    });
    for (const span of spans)
      expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano));
    expect(collector.headers[0]).toMatchObject({ 'x-api-key': 'hunter2' });
  });

  it('stays joined where messages share a job', async () => {
    const before = (await stack.database.query("SELECT FROM outbound_message WHERE status = 'read'")).length;
    await stack.app('intent').stop();
    const people = Array.from({ length: 12 }, (_, at) => ({ phone: `4917012340${at + 10}`, name: 'Jo' }));
    const wamids = people.map(() => newWamid());
    const values = people.map((person, at) => textValue('add milk to my list', person, wamids[at]));
    expect((await stack.deliverWebhook(webhook(...values))).status).toBe(200);
    await stack.startApp('intent');
    await waitUntil(
      'all are sent',
      async () => {
        const rows = await stack.database.query("SELECT FROM outbound_message WHERE status >= 'accepted'");
        return rows.length >= before + people.length;
      },
      120_000,
    );

    const ids = await Promise.all(
      [0, 11].map(async (at) => (await told(stack, wamids[at]!)).correlationId ?? ''),
    );
    const done = await waitUntil('its job is done', () =>
      linesOf(stack, ids[0]!).find(({ context }) => context === 'queue intent'),
    );
    expect(done.correlationIds).toHaveLength(people.length);
    expect(done.correlationIds).toContain(ids[1]);
    for (const one of ids) {
      await waitUntil('all of it is in its trace', () => {
        const spans = collector.spans.filter(({ traceId }) => traceId.startsWith(one));
        expect(spans.map(({ name }) => name)).toEqual(
          expect.arrayContaining([
            'POST /webhook',
            'wait on intent',
            'process intent',
            'act',
            'POST messages',
          ]),
        );
        return true;
      });
    }
  });

  it('names nobody and quotes nothing, neither in logs nor in traces', async () => {
    await waitUntil('its trace has arrived', () => spansOf().some(({ name }) => name === 'status read'));
    const written = ours.map((name: AppName) => stack.app(name).output).join('') + collector.wire;

    const secrets = [
      'chrysanthemums',
      'milk',
      sheena.name,
      sheena.phone,
      sheena.bsuid,
      '4917012340',
      'Jo"',
      wamid,
    ];
    const [person] = await stack.simulator.people();
    for (const secret of [...secrets, person?.phone, person?.name, stack.environment.WHATSAPP_API_TOKEN]) {
      expect(secret).toBeTruthy();
      expect(written).not.toContain(secret);
    }
  });
});

it('a collector that hangs holds up neither a message nor the end of an app', async () => {
  const collector = await TraceCollector.start({ hangs: true });
  const stack = await TestStack.start(queueBackends[0]!, [...ours, 'simulator'], {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
  try {
    for (let said = 0; said < 3; said++) await stack.simulator.say('help');
    await isRead(stack, 3);
    await waitUntil('traces were sent by all apps', () => collector.requests >= ours.length);
    await waitUntil('it is noticed', () =>
      stack.app('notifier').output.includes('do not arrive, and are lost'),
    );

    const ends = await Promise.all(ours.map((name) => stack.app(name).stop()));
    expect(ends).toEqual(ours.map(() => ({ code: 0, signal: null })));
  } finally {
    await stack.close();
    collector.close();
  }
});
