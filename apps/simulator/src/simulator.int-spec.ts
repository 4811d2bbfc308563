import 'reflect-metadata';

import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { promisify } from 'node:util';

import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { loadConfig } from '#platform';

import type { Books } from './scenario/books.ts';
import { simulatorSettings } from './simulator.config.ts';
import { SimulatorModule } from './simulator.module.ts';

/** What the business got: a webhook as it arrived. */
interface Received {
  raw: Buffer;
  signature: string;
  contentType: string;
  value: {
    metadata: object;
    contacts: unknown[];
    messages?: Record<string, unknown>[];
    statuses?: Record<string, unknown>[];
  };
  entryId: string;
}

interface Answer {
  status: number;
  body: { messages: { id: string }[]; contacts: object[]; error?: { code: number } };
}

interface StreamEvent {
  type: string;
  data: { wamid?: string; status?: string; from?: string; text?: string; bubbles?: { text: string }[] };
}

const messagesPath = '/v26.0/106540352242922/messages';
const hello = {
  messaging_product: 'whatsapp',
  to: '+1 650 555 1234',
  type: 'text',
  text: { body: 'Grüße 👋' },
  biz_opaque_callback_data: 'job-42',
};

let business: Server;
let received: Received[];
/** The HTTP statuses of the next answers; 200 when there is none left. */
let answers: number[];
let app: NestExpressApplication;
let base: string;
let opened: AbortController;

beforeEach(async () => {
  received = [];
  answers = [];
  opened = new AbortController();
  business = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const [entry] = JSON.parse(raw.toString()).entry;
      received.push({
        raw,
        signature: String(request.headers['x-hub-signature-256']),
        contentType: String(request.headers['content-type']),
        value: entry.changes[0].value,
        entryId: entry.id,
      });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  const config = loadConfig(simulatorSettings, {
    WHATSAPP_API_TOKEN: 'old-token, new-token',
    SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${await listenOn(business)}/webhook`,
  });
  app = await NestFactory.create<NestExpressApplication>(SimulatorModule.with(config), {
    bodyParser: false,
    logger: false,
  });
  await app.listen(0, '127.0.0.1');
  base = await app.getUrl();
});

afterEach(async () => {
  opened.abort();
  await app.close();
  business.closeAllConnections();
  business.close();
});

describe('a send', () => {
  it('is accepted, and then its three statuses come signed and in order', async () => {
    const answer = await send(hello);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+1 650 555 1234', wa_id: '16505551234' }],
      messages: [{ id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/]+=*$/) }],
    });
    const id = answer.body.messages[0]!.id;

    await until(() => received.length === 3);
    expect(received.map(statusOf)).toEqual(['sent', 'delivered', 'read']);
    for (const webhook of received) {
      expect(webhook.signature).toBe(signatureOf(webhook.raw));
      expect(webhook.contentType).toBe('application/json');
      expect(webhook.entryId).toBe('102290129340398');
      expect(webhook.value.metadata).toEqual({
        display_phone_number: '15550783881',
        phone_number_id: '106540352242922',
      });
      expect(webhook.value.contacts).toEqual([
        {
          profile: { name: 'Sheena Nelson' },
          wa_id: '16505551234',
          user_id: expect.stringMatching(/^US\.\d+$/),
        },
      ]);
    }
    const pricing = {
      billable: false,
      pricing_model: 'PMP',
      type: 'free_customer_service',
      category: 'service',
    };
    const common = {
      id,
      timestamp: expect.stringMatching(/^\d{10}$/),
      recipient_id: '16505551234',
      recipient_user_id: expect.stringMatching(/^US\.\d+$/),
      biz_opaque_callback_data: 'job-42',
    };
    expect(received.map(({ value }) => value.statuses)).toEqual([
      [{ ...common, status: 'sent', pricing }],
      [{ ...common, status: 'delivered', pricing }],
      [{ ...common, status: 'read' }],
    ]);
  });

  it('to a user id is answered and reported without a phone number', async () => {
    const recipient = 'DE.13491208655302741918';
    const answer = await send({ ...hello, to: undefined, recipient });
    expect(answer.body.contacts).toEqual([{ input: recipient, user_id: recipient }]);
    await until(() => received.length > 0);
    expect(received[0]?.value.contacts).toEqual([{ profile: expect.any(Object), user_id: recipient }]);
    expect(received[0]?.value.statuses?.[0]).not.toHaveProperty('recipient_id');
  });

  it.each([
    ['without a token', messagesPath, '', 401, 190],
    ['with a wrong token', messagesPath, 'stolen', 401, 190],
    ['from an unknown number', '/v26.0/1/messages', 'new-token', 400, 33],
  ])('%s is refused', async (_, path, token, status, code) => {
    const answer = await send(hello, { path, token });
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ type: 'OAuthException', code, fbtrace_id: expect.any(String) });
  });

  it('of a wrong body is refused with what is wrong', async () => {
    const answer = await send({ ...hello, text: {} }, { token: 'old-token' });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toEqual({
      message: '(#131008) Required parameter is missing',
      type: 'OAuthException',
      code: 131_008,
      error_data: { messaging_product: 'whatsapp', details: expect.stringContaining('text.body') },
      fbtrace_id: expect.any(String),
    });
  });
});

describe('the person', () => {
  it('writes, and one signed webhook brings it to the business', async () => {
    const { wamid } = await write({ text: 'Häng die Wäsche auf 🧺', phone: '+49 151 12345678', name: 'Ada' });
    await until(() => received.length === 1);
    const [webhook] = received;
    expect(webhook?.raw.toString('latin1')).toContain(
      String.raw`"H\u00e4ng die W\u00e4sche auf \ud83e\uddfa"`,
    );
    expect(webhook?.signature).toBe(signatureOf(webhook!.raw));
    const userId = expect.stringMatching(/^DE\.\d+$/);
    expect(webhook?.value).toEqual({
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
      contacts: [{ profile: { name: 'Ada' }, wa_id: '4915112345678', user_id: userId }],
      messages: [
        {
          from: '4915112345678',
          from_user_id: userId,
          id: wamid,
          timestamp: expect.stringMatching(/^\d{10}$/),
          type: 'text',
          text: { body: 'Häng die Wäsche auf 🧺' },
        },
      ],
    });
    expect((await books()).webhooks).toEqual([
      expect.objectContaining({ kind: 'message', wamid, attempts: 1, lastStatus: 200 }),
    ]);
  });

  it('is heard in the order of writing', async () => {
    const texts = Array.from({ length: 20 }, (_, i) => `message ${i}`);
    for (const text of texts) await write({ text });
    await until(() => received.length === texts.length);
    expect(received.map(({ value }) => value.messages?.[0]?.text)).toEqual(texts.map((body) => ({ body })));
  });

  it('cannot send nothing', async () => {
    const answer = await fetch(`${base}/_phone/messages`, jsonPost({ text: '  ' }));
    expect(answer.status).toBe(400);
  });

  it('sees the ticks arrive, and what was said before when the page is opened again', async () => {
    const first = await watch();
    const { wamid } = await write({ text: 'hi' });
    await until(() => last(first, wamid)?.status === 'acknowledged');

    const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: wamid };
    const read = await send({ ...receipt, typing_indicator: { type: 'text' } });
    expect(read.body).toEqual({ success: true });
    await until(() => last(first, wamid)?.status === 'read' && first.some(({ type }) => type === 'typing'));

    const reply = (await send(hello)).body.messages[0]!.id;
    await until(() => last(first, reply)?.status === 'read');
    const again = await watch();
    expect(again[0]).toMatchObject({
      type: 'snapshot',
      data: {
        name: 'Sheena Nelson',
        phone: '+1 650 555 1234',
        bubbles: [
          { from: 'me', content: { kind: 'text', text: 'hi' }, status: 'read' },
          { from: 'them', content: { kind: 'text', text: 'Grüße 👋' }, status: 'read' },
        ],
      },
    });
    expect((await books()).reads).toEqual([{ wamid, typing: true, at: expect.any(String) }]);
  });

  it('sees the second tick with the answer, and nothing of other people', async () => {
    const mine = await watch();
    const theirs = await watch('4915112345678');
    const bubblesOf = (events: StreamEvent[]): StreamEvent[] =>
      events.filter(({ type }) => type === 'bubble');
    const { wamid } = await write({ text: 'hi' });
    await until(() => last(mine, wamid)?.status === 'acknowledged');
    await send(hello);
    await until(() => last(mine, wamid)?.status === 'delivered');
    expect(bubblesOf(mine)).not.toEqual([]);
    expect(bubblesOf(theirs)).toEqual([]);
  });

  it('gets the page', async () => {
    await promisify(execFile)(process.execPath, [new URL('../build-page.mjs', import.meta.url).pathname]);
    const page = await fetch(base);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    for (const file of ['page/page.js', 'page/style.css']) {
      expect(html).toContain(file);
      expect((await fetch(`${base}/${file}`)).status).toBe(200);
    }
    expect((await fetch(`${base}/page/tsconfig.json`)).status).toBe(404);
  });
});

describe('a webhook that is not answered with 200', () => {
  it('comes again with the same bytes, and the page says so meanwhile', async () => {
    answers = [503, 201];
    const events = await watch();
    await write({ text: 'are you there?' });
    await until(() => received.length === 3);
    expect(new Set(received.map(({ raw }) => raw.toString())).size).toBe(1);
    await until(() => events.filter(({ type }) => type === 'line').length === 4);
    expect(events.flatMap(({ type, data }) => (type === 'line' ? [data] : []))).toMatchObject([
      { trouble: null },
      { trouble: 'HTTP 503' },
      { trouble: 'HTTP 201' },
      { trouble: null },
    ]);
    expect((await books()).webhooks).toMatchObject([{ attempts: 3, lastStatus: 200 }]);
  });

  it('does not hold up the next one', async () => {
    answers = [503];
    const { wamid: slow } = await write({ text: 'first' });
    const { wamid: quick } = await write({ text: 'second' });
    await until(() => received.length === 3);
    expect(received.map(({ value }) => value.messages?.[0]?.id)).toEqual([slow, quick, slow]);
  });
});

describe('a scenario', () => {
  it('refuses sends as often as it was told to', async () => {
    await faults({ status: 500, times: 2 });
    const codes = [await send(hello), await send(hello), await send(hello)].map(({ status, body }) => [
      status,
      body.error?.code,
    ]);
    expect(codes).toEqual([
      [500, 131_000],
      [500, 131_000],
      [200, undefined],
    ]);
    expect((await books()).sends).toHaveLength(1);
  });

  it('cuts the connection of a send that was accepted', async () => {
    await faults({ status: 'cut', times: 1 });
    await expect(send(hello)).rejects.toThrow('fetch failed');
    await until(() => received.length === 3);
    expect((await books()).sends).toMatchObject([
      { to: '16505551234', body: 'Grüße 👋', callbackData: 'job-42' },
    ]);
  });

  it('answers late, or not at all', async () => {
    await faults({ status: 'slow', times: 1, delayMs: 100 });
    const before = performance.now();
    expect((await send(hello)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(90);

    await faults({ status: 'silent', times: 1 });
    const answer = send(hello).catch((error: unknown) => error);
    await until(async () => (await books()).sends.length === 2);
    await until(() => received.filter((webhook) => statusOf(webhook) === 'read').length === 2);
    await app.close();
    expect(await answer).toMatchObject({ message: 'fetch failed' });
  });

  it('is told when it is not understood', async () => {
    const answer = await fetch(`${base}/_scenario/faults`, jsonPost({ sends: { status: 418, times: 1 } }));
    expect(answer.status).toBe(400);
  });

  it('can begin with empty books', async () => {
    await send(hello);
    expect((await books()).sends).toHaveLength(1);
    await fetch(`${base}/_scenario/books`, { method: 'DELETE' });
    expect((await books()).sends).toEqual([]);
  });
});

it('stops at once although a phone page is open', async () => {
  await watch();
  const before = performance.now();
  await app.close();
  expect(performance.now() - before).toBeLessThan(500);
});

it('is healthy', async () => {
  expect((await fetch(`${base}/health/ready`)).status).toBe(200);
});

async function listenOn(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return address.port;
}

async function send(body: object, { path = messagesPath, token = 'new-token' } = {}): Promise<Answer> {
  const response = await fetch(
    base + path,
    jsonPost(body, token ? { authorization: `Bearer ${token}` } : {}),
  );
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function write(body: { text: string; phone?: string; name?: string }): Promise<{ wamid: string }> {
  return JSON.parse(await (await fetch(`${base}/_phone/messages`, jsonPost(body))).text());
}

async function books(): Promise<Pick<Books, 'sends' | 'webhooks' | 'reads'>> {
  return JSON.parse(await (await fetch(`${base}/_scenario/books`)).text());
}

async function faults(sends: object): Promise<void> {
  expect((await fetch(`${base}/_scenario/faults`, jsonPost({ sends }))).status).toBe(204);
}

function jsonPost(body: object, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** Opens a phone page's stream; the array grows as events arrive. */
async function watch(phone?: string): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  const url = `${base}/_phone/events${phone ? `?phone=${phone}` : ''}`;
  const stream = (await fetch(url, { signal: opened.signal })).body!.pipeThrough(new TextDecoderStream());
  void (async () => {
    let text = '';
    for await (const chunk of stream) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const type = /^event: (.*)$/m.exec(text.slice(0, end))?.[1];
        const data = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
        if (type && data) events.push({ type, data: JSON.parse(data) });
        text = text.slice(end + 2);
      }
    }
  })().catch(() => undefined);
  await until(() => events.length >= 2);
  return events;
}

function last(events: StreamEvent[], wamid: string): StreamEvent['data'] | undefined {
  return events.findLast(({ data }) => data.wamid === wamid)?.data;
}

function statusOf({ value }: Received): unknown {
  return value.statuses?.[0]?.status;
}

function signatureOf(raw: Buffer): string {
  return `sha256=${createHmac('sha256', 'simulator-secret').update(raw).digest('hex')}`;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const limit = Date.now() + 4_000;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
