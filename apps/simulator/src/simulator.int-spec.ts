import 'reflect-metadata';

import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { promisify } from 'node:util';

import { waitUntil } from '#testing';

import { type Answer, type PhoneEvent, type ReceivedWebhook, SimulatorApp } from '../test/simulator-app.ts';
import { Clock } from './clock.ts';
import type { Bubble } from './phone/phone.events.ts';
import type { Books } from './scenario/books.ts';

interface SendAnswer {
  messages: { id: string }[];
  contacts: object[];
  error?: { code: number };
}

interface Value {
  metadata: object;
  contacts: unknown[];
  messages?: Record<string, unknown>[];
  statuses?: Record<string, unknown>[];
}

const messagesPath = '/v26.0/106540352242922/messages';
const hello = {
  messaging_product: 'whatsapp',
  to: '+1 650 555 1234',
  type: 'text',
  text: { body: 'Grüße 👋' },
  biz_opaque_callback_data: 'job-42',
};

let simulator: SimulatorApp;

beforeEach(async () => {
  simulator = await SimulatorApp.start({ WHATSAPP_API_TOKEN: 'old-token, new-token' });
});
afterEach(() => simulator.close());

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

    await waitUntil('the statuses came', () => simulator.received.length === 3);
    expect(simulator.received.map(statusOf)).toEqual(['sent', 'delivered', 'read']);
    for (const webhook of simulator.received) {
      expect(webhook.signature).toBe(signatureOf(webhook.raw));
      expect(webhook.contentType).toBe('application/json');
      expect(webhook.entry[0]?.id).toBe('102290129340398');
      expect(valueOf(webhook).metadata).toEqual({
        display_phone_number: '15550783881',
        phone_number_id: '106540352242922',
      });
      expect(valueOf(webhook).contacts).toEqual([
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
    expect(simulator.received.map((webhook) => valueOf(webhook).statuses)).toEqual([
      [{ ...common, status: 'sent', pricing }],
      [{ ...common, status: 'delivered', pricing }],
      [{ ...common, status: 'read' }],
    ]);
  });

  it('to a user id is answered and reported without a phone number', async () => {
    const recipient = 'DE.13491208655302741918';
    const answer = await send({ ...hello, to: undefined, recipient });
    expect(answer.body.contacts).toEqual([{ input: recipient, user_id: recipient }]);
    await waitUntil('a status came', () => simulator.received.length > 0);
    expect(valueOf(simulator.received[0]!).contacts).toEqual([
      { profile: expect.any(Object), user_id: recipient },
    ]);
    expect(valueOf(simulator.received[0]!).statuses?.[0]).not.toHaveProperty('recipient_id');
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
    await waitUntil('the message came', () => simulator.received.length === 1);
    const [webhook] = simulator.received;
    expect(webhook?.raw.toString('latin1')).toContain(
      String.raw`"H\u00e4ng die W\u00e4sche auf \ud83e\uddfa"`,
    );
    expect(webhook?.signature).toBe(signatureOf(webhook!.raw));
    const userId = expect.stringMatching(/^DE\.\d+$/);
    expect(valueOf(webhook!)).toEqual({
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
    await waitUntil('all came', () => simulator.received.length === texts.length);
    expect(simulator.received.map((webhook) => valueOf(webhook).messages?.[0]?.text)).toEqual(
      texts.map((body) => ({ body })),
    );
  });

  it('cannot send nothing', async () => {
    const answer = await simulator.call('POST', '/_phone/messages', { text: '  ' });
    expect(answer.status).toBe(400);
  });

  it('sees the ticks arrive, and what was said before when the page is opened again', async () => {
    const first = await simulator.watch();
    const { wamid } = await write({ text: 'hi' });
    await waitUntil('the business has it', () => last(first, wamid)?.status === 'acknowledged');

    const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: wamid };
    const read = await send({ ...receipt, typing_indicator: { type: 'text' } });
    expect(read.body).toEqual({ success: true });
    await waitUntil(
      'it is read and answered',
      () => last(first, wamid)?.status === 'read' && first.some(({ type }) => type === 'typing'),
    );

    const reply = (await send(hello)).body.messages[0]!.id;
    await waitUntil('the answer is read', () => last(first, reply)?.status === 'read');
    const again = await simulator.watch();
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
    const mine = await simulator.watch();
    const theirs = await simulator.watch({ phone: '4915112345678' });
    const { wamid } = await write({ text: 'hi' });
    await waitUntil('the business has it', () => last(mine, wamid)?.status === 'acknowledged');
    await send(hello);
    await waitUntil('the second tick came', () => last(mine, wamid)?.status === 'delivered');
    expect(bubblesOf(mine)).not.toEqual([]);
    expect(bubblesOf(theirs)).toEqual([]);
  });

  it('gets the page', async () => {
    await promisify(execFile)(process.execPath, [new URL('../build-page.mjs', import.meta.url).pathname]);
    const page = await fetch(simulator.url);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    for (const file of ['page/page.js', 'page/style.css']) {
      expect(html).toContain(file);
      expect((await fetch(`${simulator.url}/${file}`)).status).toBe(200);
    }
    expect((await fetch(`${simulator.url}/page/tsconfig.json`)).status).toBe(404);
  });
});

describe('a webhook that is not answered with 200', () => {
  it('comes again with the same bytes, and the page says so meanwhile', async () => {
    simulator.answers.push(503, 201);
    const events = await simulator.watch();
    await write({ text: 'are you there?' });
    await waitUntil('it came three times', () => simulator.received.length === 3);
    expect(new Set(simulator.received.map(({ raw }) => raw.toString())).size).toBe(1);
    await waitUntil('the page knew', () => events.filter(({ type }) => type === 'line').length === 4);
    expect(events.flatMap(({ type, data }) => (type === 'line' ? [data] : []))).toMatchObject([
      { trouble: null },
      { trouble: 'HTTP 503' },
      { trouble: 'HTTP 201' },
      { trouble: null },
    ]);
    expect((await books()).webhooks).toMatchObject([{ attempts: 3, lastStatus: 200 }]);
  });

  it('does not hold up the next one', async () => {
    simulator.holdTime();
    simulator.answers.push(503);
    const { wamid: slow } = await write({ text: 'first' });
    const { wamid: quick } = await write({ text: 'second' });
    await waitUntil('both came', () => simulator.received.length === 2);
    await waitUntil(
      'the first is to come again',
      async () => (await books()).webhooks[0]?.lastStatus === 503,
    );
    simulator.get(Clock).advance(500);
    await waitUntil('it came again', () => simulator.received.length === 3);
    expect(simulator.received.map((webhook) => valueOf(webhook).messages?.[0]?.id)).toEqual([
      slow,
      quick,
      slow,
    ]);
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
    await waitUntil('the statuses came', () => simulator.received.length === 3);
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
    await waitUntil('it was accepted', async () => (await books()).sends.length === 2);
    await waitUntil(
      'it was read',
      () => simulator.received.filter((webhook) => statusOf(webhook) === 'read').length === 2,
    );
    await simulator.stop();
    expect(await answer).toMatchObject({ message: 'fetch failed' });
  });

  it('is told when it is not understood', async () => {
    const answer = await simulator.call('POST', '/_scenario/faults', { sends: { status: 418, times: 1 } });
    expect(answer.status).toBe(400);
  });

  it('can begin with empty books', async () => {
    await send(hello);
    expect((await books()).sends).toHaveLength(1);
    await simulator.client.emptyBooks();
    expect((await books()).sends).toEqual([]);
  });
});

it('stops although a phone page is open, whose stream would never end', async () => {
  await simulator.watch();
  await simulator.stop();
});

it('is healthy', async () => {
  expect((await fetch(`${simulator.url}/health/ready`)).status).toBe(200);
});

const valueOf = ({ entry }: ReceivedWebhook): Value => entry[0]!.changes[0]!.value as unknown as Value;
const statusOf = (webhook: ReceivedWebhook): unknown => valueOf(webhook).statuses?.[0]?.status;
const signatureOf = (raw: Buffer): string =>
  `sha256=${createHmac('sha256', 'simulator-secret').update(raw).digest('hex')}`;

function send(body: object, { path = messagesPath, token = 'new-token' } = {}): Promise<Answer<SendAnswer>> {
  return simulator.call('POST', path, body, token ? { authorization: `Bearer ${token}` } : {});
}

async function write(body: { text: string; phone?: string; name?: string }): Promise<{ wamid: string }> {
  return (await simulator.call<{ wamid: string }>('POST', '/_phone/messages', body)).body;
}

async function books(): Promise<Pick<Books, 'sends' | 'webhooks' | 'reads'>> {
  return (await simulator.call<Books>('GET', '/_scenario/books')).body;
}

async function faults(sends: object): Promise<void> {
  expect((await simulator.call('POST', '/_scenario/faults', { sends })).status).toBe(204);
}

const bubblesOf = (events: PhoneEvent[]): Bubble[] =>
  events.flatMap((event) => (event.type === 'bubble' ? [event.data] : []));
/** The newest of what is known of a message. */
const last = (events: PhoneEvent[], wamid: string): Bubble | undefined =>
  bubblesOf(events).findLast((bubble) => bubble.wamid === wamid);
