import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { correlationIdOf, loadConfig, Sealer, stepChannel, type StepEvent } from '#platform';
import {
  createTestDatabase,
  newWamid,
  patientQueues,
  postWebhook,
  sheena,
  type TestDatabase,
  testAccount,
  textValue,
  waitUntil,
  webhook,
} from '#testing';
import { sign } from '#whatsapp';

import { ingressSettings } from './ingress.config.ts';
import { type IngressLimits, usualLimits } from './ingress.limits.ts';
import { IngressModule } from './ingress.module.ts';

const KiB = 1024;
/** Nothing is given up, however long a busy machine takes for it. */
const patient: IngressLimits = { ...usualLimits, bodyMs: 60_000, dropMs: 60_000 };
const webhookOf = (bytes: number): string =>
  JSON.stringify(webhook({ ...textValue('call mom'), padding: randomBytes(bytes / 2).toString('hex') }));

/** The head of a request for `body`, with this declared length or chunked. */
const head = (body: string, length: number | 'chunked', more = ''): string =>
  `POST /webhook HTTP/1.1\r\nHost: test\r\n${more}` +
  `X-Hub-Signature-256: ${sign(Buffer.from(body), testAccount.appSecret)}\r\n` +
  (length === 'chunked' ? 'Transfer-Encoding: chunked\r\n\r\n' : `Content-Length: ${length}\r\n\r\n`);
const request = (body: string): string => head(body, Buffer.byteLength(body)) + body;
const chunk = (part: string): string => `${Buffer.byteLength(part).toString(16)}\r\n${part}\r\n`;

describe('webhooks over the wire', () => {
  let database: TestDatabase;
  let app: NestExpressApplication | undefined;
  let url: string;
  let lines: Socket[];
  let logged: unknown[];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    lines = [];
    logged = [];
  });
  afterEach(async () => {
    for (const line of lines) line.destroy();
    await app?.close();
    app = undefined;
  });

  async function start(limits: Partial<IngressLimits> = {}): Promise<void> {
    const config = loadConfig(ingressSettings, {
      DATABASE_URL: database.url,
      WHATSAPP_APP_SECRET: testAccount.appSecret,
      WHATSAPP_PHONE_NUMBER_ID: testAccount.phoneNumberId,
      WHATSAPP_WEBHOOK_VERIFY_TOKEN: testAccount.verifyToken,
      ...testAccount.keys,
    });
    const note = (message: unknown): number => logged.push(message);
    const logger: LoggerService = { log: note, warn: note, error: note };
    app = await NestFactory.create<NestExpressApplication>(
      IngressModule.with(config, { ...patient, ...limits }, patientQueues),
      { bodyParser: false, logger },
    );
    await app.listen(0, '127.0.0.1');
    url = `${await app.getUrl()}/webhook`;
  }

  /** A connection to the app, and what it has received so far. */
  async function dial(): Promise<{ socket: Socket; received: () => string; statuses: () => number[] }> {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    lines.push(socket);
    let text = '';
    socket.setEncoding('utf8').on('data', (data: string) => (text += data));
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return {
      socket,
      received: () => text,
      statuses: () => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status)),
    };
  }

  it('are taken on every spelling of the path that Express would take', async () => {
    await start();
    const post = (path: string): Promise<Response> =>
      postWebhook(new URL(path, url).href, webhook(textValue('call mom')));

    for (const path of ['/webhook', '/webhook/', '/WebHook', '/webhook?from=meta', '/webhook/?x']) {
      expect((await post(path)).status).toBe(200);
    }
    for (const path of ['/', '/webhooks', '/webhook/more', '/my/webhook', '/webhook%2f']) {
      expect((await post(path)).status).toBe(404);
    }
    expect((await fetch(url, { method: 'PUT', body: '{}' })).status).toBe(404);
  });

  it('are refused in the words of every other Nest app', async () => {
    await start();

    const refused = await postWebhook(url, 'no JSON');

    expect(refused.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await refused.json()).toEqual({
      statusCode: 400,
      message: 'The body is not JSON',
      error: 'Bad Request',
    });
  });

  it('are refused when they are compressed', async () => {
    await start();
    const line = await dial();
    const body = webhookOf(10);

    line.socket.write(head(body, body.length, 'Content-Encoding: gzip\r\n') + body);
    line.socket.write(head(body, body.length, 'Content-Encoding: identity\r\n') + body);

    await waitUntil('both are answered', () => line.statuses().length === 2);
    expect(line.statuses()).toEqual([415, 200]);
  });

  it('are answered in their order when several come at once on one connection', async () => {
    await start();
    const line = await dial();
    const [one, two, three] = [webhookOf(10), webhookOf(10), webhookOf(10)];

    line.socket.write(request(one) + request(two).replace('=', '=0') + request(three) + request('{'));

    await waitUntil('all are answered', () => line.statuses().length === 4);
    expect(line.statuses()).toEqual([200, 401, 200, 400]);
  });

  it('can be traced from their arrival to their answer, message by message', async () => {
    await start();
    const heard: StepEvent[] = [];
    const listen = (event: unknown): number => heard.push(event as StepEvent);
    stepChannel.subscribe(listen);
    try {
      await postWebhook(url, webhook(textValue('call mom')));
      await waitUntil('the answer was traced', () => heard.length === 2);
    } finally {
      stepChannel.unsubscribe(listen);
    }

    const [received, acknowledged] = heard;
    expect([received?.step, acknowledged?.step]).toEqual(['received', 'acknowledged']);
    expect(acknowledged?.key).toBe(received?.key);
    expect(acknowledged?.at).toBeGreaterThan(received?.at ?? Infinity);
  });

  it('are taken in chunks', async () => {
    await start();
    const line = await dial();
    const body = webhookOf(500);

    line.socket.write(head(body, 'chunked') + chunk(body.slice(0, 100)));
    line.socket.write(`${chunk(body.slice(100))}0\r\n\r\n`);

    await waitUntil('it is answered', () => line.statuses().length === 1);
    expect(line.statuses()).toEqual([200]);
  });

  it('are refused while they still come when they grow too large, and the connection serves the next', async () => {
    await start({ bodyBytes: 4 * KiB });
    const line = await dial();
    const body = webhookOf(8 * KiB);

    line.socket.write(head(body, 'chunked') + chunk(body.slice(0, 5 * KiB)));
    await waitUntil('it is refused', () => line.statuses().length === 1);
    line.socket.write(`${chunk(body.slice(5 * KiB))}0\r\n\r\n${request(webhookOf(10))}`);

    await waitUntil('the next is answered', () => line.statuses().length === 2);
    expect(line.statuses()).toEqual([413, 200]);
  });

  it.each([
    ['that say they are too large', () => head('', 3 * KiB * KiB + 1), 413],
    ['without a signature that could be one', () => head('', 9).replace('sha256', 'sha1'), 401],
  ])('%s are refused before their body comes', async (_, refusedHead, status) => {
    await start({ dropMs: 50 });
    const line = await dial();

    line.socket.write(refusedHead());

    await waitUntil('it is refused', () => line.statuses().length === 1);
    expect(line.statuses()).toEqual([status]);
    await waitUntil('the connection is cut', () => line.socket.closed);
  });

  it('are given up when their body does not come', async () => {
    await start({ bodyMs: 50, dropMs: 50 });
    const line = await dial();

    line.socket.write(head('{}', 2) + '{');

    await waitUntil('the connection is cut', () => line.socket.closed);
    expect(line.statuses()).toEqual([408]);
  });

  it('hold no memory once their sender is gone', async () => {
    await start({ heldBytes: 100 * KiB });
    const body = webhookOf(90 * KiB);
    const first = await dial();
    first.socket.write(head(body, body.length) + body.slice(0, 80 * KiB));
    await waitUntil('another one is too much', async () => (await postWebhook(url, body)).status === 503);

    first.socket.destroy();

    await waitUntil('there is room again', async () => (await postWebhook(url, body)).status === 200);
  });

  it('are refused at once when too many wait for the queue, and taken again when it goes on', async () => {
    await start({ waitingRequests: 2 });
    const release = await database.hold('LOCK TABLE bullmq.job IN ACCESS EXCLUSIVE MODE');
    let all: Promise<Response>[];
    try {
      all = [1, 2, 3].map(() => postWebhook(url, webhook(textValue('call mom'))));
      const refused = await Promise.race(all);
      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).toBe('1');
      expect(await refused.json()).toMatchObject({ message: 'Too many webhooks wait to be queued' });
    } finally {
      await release();
    }

    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 200, 503]);
    expect((await postWebhook(url, webhook(textValue('call mom')))).status).toBe(200);
  });

  it('that are under way are finished before the app closes', async () => {
    await start();
    const line = await dial();
    const body = webhookOf(100);
    line.socket.write(request(body));
    await waitUntil('the connection is in use', () => line.statuses().length === 1);
    line.socket.write(head(body, body.length, 'Expect: 100-continue\r\n') + body.slice(0, 50));
    await waitUntil('the next request is under way', () => line.statuses().length === 2);
    const closing = app?.close();
    await waitUntil('no new connection is taken', () =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    );

    line.socket.write(body.slice(50));
    await closing;
    app = undefined;

    await waitUntil('the connection is closed', () => line.socket.closed);
    expect(line.statuses()).toEqual([200, 100, 200]);
    expect(line.received()).toMatch(/connection: close/i);
  });

  it('can be found in the log by the correlation id of each message, and by nothing that was said', async () => {
    await start();
    const wamids = [newWamid(), newWamid(), newWamid()];
    const sealer = app?.get(Sealer, { strict: false });

    await postWebhook(
      url,
      webhook(textValue('see Dr. Müller', sheena, wamids[0]), textValue('x', sheena, wamids[1])),
    );
    await postWebhook(url, webhook(textValue('call mom', sheena, wamids[2])));
    await postWebhook(url, webhook(), 'sha256=wrong');
    await postWebhook(url, '{"text": Müller}');
    await app?.close();
    app = undefined;

    const text = JSON.stringify(logged);
    for (const wamid of wamids) {
      expect(text).toContain(correlationIdOf(sealer?.blindIndex('wamid', wamid) ?? ''));
      expect(text).not.toContain(wamid);
    }
    for (const secret of ['Müller', sheena.name!, sheena.phone!, sheena.bsuid!])
      expect(text).not.toContain(secret);
    for (const reason of ['X-Hub-Signature-256 does not match the body', 'The body is not JSON'])
      expect(logged).toContainEqual(expect.objectContaining({ message: 'refused', reason, webhooks: 1 }));
  });
});
