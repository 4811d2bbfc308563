import 'reflect-metadata';

import { createHmac } from 'node:crypto';

import { waitUntil } from '#testing';

import { type PhoneEvent, SimulatorApp } from '../../test/simulator-app.ts';
import type { Exchange, PhoneEvents } from '../phone/phone.events.ts';
import type { RuleValues } from '../rules/rules.ts';

let simulator: SimulatorApp;

beforeEach(async () => {
  simulator = await SimulatorApp.start();
});
afterEach(() => simulator.close());

const scenario = <Body = Record<string, unknown>>(method: string, path: string, body?: unknown) =>
  simulator.call<Body>(method, `/_scenario/${path}`, body);

const say = async (text: string, who: object = {}): Promise<string> =>
  (await simulator.call<{ wamid: string }>('POST', '/_phone/messages', { text, ...who })).body.wamid;

const hello = { messaging_product: 'whatsapp', to: '16505551234', type: 'text', text: { body: 'hello' } };
const send = (body: object = hello) =>
  simulator.graph<{ messages: { id: string }[] }>('POST', '/106540352242922/messages', body);

async function exchanges(): Promise<Exchange[]> {
  return (await scenario<{ exchanges: Exchange[] }>('GET', 'wire')).body.exchanges;
}

function dataOf<Type extends keyof PhoneEvents>(events: PhoneEvent[], type: Type): PhoneEvents[Type][] {
  return events.flatMap((event) => (event.type === type ? [event.data as PhoneEvents[Type]] : []));
}

describe('the rules', () => {
  it('change one by one and go back to the usual ones', async () => {
    const usual = (await scenario<RuleValues>('GET', 'rules')).body;
    expect(usual).toMatchObject({ batchMs: 0, statusAfterMs: { sent: 50, delivered: 200, read: 600 } });
    await scenario('PATCH', 'rules', { batchMs: 7, statusAfterMs: { read: null } });
    const changed = await scenario<RuleValues>('PATCH', 'rules', { lost: 0.5 });
    expect(changed.body).toEqual({
      ...usual,
      batchMs: 7,
      lost: 0.5,
      statusAfterMs: { sent: 50, delivered: 200, read: null },
    });
    expect((await scenario('DELETE', 'rules')).status).toBe(204);
    expect((await scenario('GET', 'rules')).body).toEqual(usual);
  });

  it.each([[{ batchMs: -1 }], [{ bacthMs: 1 }], [{ statusAfterMs: { sent: 'soon' } }]])(
    'refuse %j',
    async (body) => {
      const answer = await scenario<{ message: string }>('PATCH', 'rules', body);
      expect(answer.status).toBe(400);
      expect(answer.body.message).toMatch(/batchMs|bacthMs|statusAfterMs/);
    },
  );

  it('let chance repeat itself with the same seed', async () => {
    const fates = async (): Promise<unknown[]> => {
      await scenario('PATCH', 'rules', { seed: 5, lost: 0.5 });
      await scenario('DELETE', 'books');
      for (let i = 0; i < 12; i += 1) await say(`message ${i}`);
      const { body } = await scenario<{ webhooks: { mishaps?: string[] }[] }>('GET', 'books');
      return body.webhooks.map(({ mishaps = [] }) => mishaps.join());
    };
    const first = await fates();
    expect(new Set(first)).toEqual(new Set(['', 'lost']));
    expect(await fates()).toEqual(first);
  });
});

describe('the clock', () => {
  it('moves forward and sets off what was due; open pages are told', async () => {
    const events = await simulator.watch();
    await send();
    const before = Date.parse((await scenario<{ now: string }>('GET', 'clock')).body.now);
    const answer = await scenario<{ now: string }>('POST', 'clock', { advanceMs: 3_600_000 });
    expect(Date.parse(answer.body.now) - before).toBeGreaterThanOrEqual(3_600_000);
    await waitUntil('all statuses came', () => simulator.received.length === 3);
    await waitUntil('the page knows the time', () => dataOf(events, 'times').length === 1);
    const { now, aheadMs } = dataOf(events, 'times')[0]!;
    expect(Date.parse(now) - before).toBeGreaterThanOrEqual(3_600_000);
    expect(aheadMs).toBe(3_600_000);
  });

  it('does not go back', async () => {
    expect((await scenario('POST', 'clock', { advanceMs: -1 })).status).toBe(400);
  });

  it('tells the page when its window opens', async () => {
    await scenario('PATCH', 'rules', { strangersWrote: false });
    const events = await simulator.watch();
    const others = await simulator.watch({ phone: '4915112345678' });
    expect(dataOf(events, 'snapshot')[0]!.times.windowUntil).toBeNull();
    await say('hi');
    const [times] = await waitUntil(
      'it knows',
      () => dataOf(events, 'times').length > 0 && dataOf(events, 'times'),
    );
    const openForMs = Date.parse(times!.windowUntil!) - Date.parse(times!.now);
    // Some of it has passed when the page hears of it.
    expect(Math.round(openForMs / 60_000)).toBe(24 * 60);
    expect(dataOf(others, 'times')).toEqual([]);
  });
});

describe('people', () => {
  it('are created and changed', async () => {
    const ada = { userId: 'DE.42', phone: '4915112345678', name: 'Ada', username: '@ada' };
    expect((await scenario('POST', 'people', { ...ada, phone: '+49 151 12345678' })).body).toEqual(ada);
    await say('hi', { phone: ada.phone });
    await waitUntil('the webhook arrived', () => simulator.values[0]);
    expect(simulator.values[0]!.contacts).toEqual([
      { profile: { name: 'Ada', username: '@ada' }, user_id: 'DE.42' },
    ]);
    await scenario('POST', 'people', { userId: 'DE.42', phone: '4915187654321', username: null });
    expect((await scenario('GET', 'people')).body.people).toEqual([
      { userId: 'DE.42', phone: '4915187654321', name: 'Ada' },
    ]);
  });

  it.each([[{ name: 'Nobody' }], [{ userId: 'x' }], [{ phone: 'mom' }]])('refuse %j', async (body) => {
    expect((await scenario('POST', 'people', body)).status).toBe(400);
  });
});

describe('a webhook of any field', () => {
  it('is sent, with its time', async () => {
    const value = { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } };
    expect((await scenario('POST', 'webhooks', { field: 'account_update', value })).status).toBe(204);
    await waitUntil('it arrived', () => simulator.received[0]);
    expect(simulator.received[0]!.entry).toEqual([
      { id: '102290129340398', time: expect.any(Number), changes: [{ field: 'account_update', value }] },
    ]);
  });

  it('is about an account that exists', async () => {
    const body = { field: 'security', value: {}, account: '1' };
    expect((await scenario('POST', 'webhooks', body)).status).toBe(404);
  });

  it.each([
    ['right', true],
    ['wrong', false],
  ])('is sent as its bytes are, with the %s signature', async (signature, isRight) => {
    const bytes = Buffer.from('{"entry": [],\n "object":"ünknown" }');
    simulator.answers.push(418);
    const answer = await scenario('POST', `webhooks/raw?signature=${signature}`, bytes);
    expect(answer.body).toEqual({ status: 418 });
    const [webhook] = simulator.received;
    expect(webhook!.raw).toEqual(bytes);
    const right = `sha256=${createHmac('sha256', 'simulator-secret').update(bytes).digest('hex')}`;
    expect(webhook!.signature === right).toBe(isRight);
  });
});

describe('what went over the wire', () => {
  it('is kept both ways, without the token', async () => {
    const { body } = await send();
    await waitUntil(
      'the statuses were answered',
      async () => (await exchanges()).every(({ status }) => status) && simulator.received.length === 3,
    );
    const [api, ...webhooks] = await exchanges();
    expect(api).toMatchObject({
      direction: 'api',
      method: 'POST',
      url: '/v26.0/106540352242922/messages',
      status: 200,
      userId: expect.stringMatching(/^US\./),
      tookMs: expect.any(Number),
    });
    expect(JSON.parse(api!.request)).toEqual(hello);
    expect(JSON.parse(api!.response)).toEqual(body);
    expect(webhooks).toHaveLength(3);
    expect(webhooks[0]).toMatchObject({ direction: 'webhook', status: 200, userId: api!.userId });
    expect(JSON.parse(webhooks[0]!.request).object).toBe('whatsapp_business_account');
  });

  it('holds no secret, whatever way it was sent', async () => {
    const token = 'simulator-token';
    await simulator.graph('GET', `/debug_token?input_token=${token}&fields=a`);
    await simulator.graph('POST', '/1/subscribed_apps', { verify_token: token });
    await send();
    expect((await exchanges()).length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(await exchanges())).not.toContain(token);
    expect((await exchanges())[0]!.url).toBe('/v26.0/debug_token?input_token=…&fields=a');
  });

  it('tells of a request that was not understood, of a file only its size, and of no answer', async () => {
    await simulator.call('POST', '/v26.0/106540352242922/messages', '{"broken', {
      'content-type': 'application/json',
    });
    const { body } = await simulator.call<{ media: { url: string } }>(
      'POST',
      '/_phone/media?kind=image',
      new Uint8Array(5),
      { 'content-type': 'image/png' },
    );
    await simulator.call(
      'GET',
      new URL(body.media.url).pathname + new URL(body.media.url).search,
      undefined,
      {
        authorization: `Bearer ${simulator.token}`,
      },
    );
    await scenario('POST', 'faults', { sends: { status: 'cut', times: 1 } });
    await expect(send()).rejects.toThrow('fetch failed');
    const api = (await exchanges()).filter(({ direction }) => direction === 'api');
    expect(api.map(({ request, status, response }) => [request, status, response])).toEqual([
      ['{"broken', 400, expect.any(String)],
      ['', 200, '[5 bytes of image/png]'],
      [JSON.stringify(hello), null, ''],
    ]);
  });

  it('is shown on the page of that number: what was, then what comes', async () => {
    await send();
    const events = await simulator.watch({ phone: '4915112345678' });
    await waitUntil('the request is there', () =>
      dataOf(events, 'exchange').some(({ direction }) => direction === 'api'),
    );
    await waitUntil('webhooks are there', () =>
      dataOf(events, 'exchange').some(({ direction, status }) => direction === 'webhook' && status === 200),
    );
  });
});

it('forgets everything, also what is still on its way, and open pages begin anew', async () => {
  simulator.holdTime();
  const events = await simulator.watch();
  simulator.answers.push(500, 500);
  await scenario('PATCH', 'rules', { hidePhones: true });
  await scenario('POST', 'faults', { sends: { status: 500, times: 9 } });
  await say('hi', { name: 'Ada' });
  await waitUntil('it was refused', () => simulator.received.length === 1);
  await waitUntil('the page shows it', () => dataOf(events, 'bubble').length > 0);
  expect((await scenario('POST', 'reset')).status).toBe(204);
  await waitUntil('the page begins anew', () => dataOf(events, 'snapshot').length === 2);
  expect(dataOf(events, 'snapshot')[1]).toMatchObject({ name: 'Sheena Nelson', bubbles: [] });
  expect((await scenario('GET', 'rules')).body).toMatchObject({ hidePhones: false });
  expect((await scenario('GET', 'books')).body).toEqual({
    sends: [],
    refusals: [],
    webhooks: [],
    reads: [],
    downloads: [],
  });
  expect(await exchanges()).toEqual([]);
  await scenario('POST', 'clock', { advanceMs: 3_600_000 });
  await say('anew');
  await waitUntil('the new one arrived', () => simulator.received.length >= 2);
  expect(simulator.received.slice(1).map(({ entry }) => entry[0]!.changes[0]!.value)).toEqual([
    expect.objectContaining({ messages: [expect.objectContaining({ text: { body: 'anew' } })] }),
  ]);
});

it('tells nothing after a reset of what was sent before', async () => {
  await scenario('PATCH', 'rules', { late: 1, statusAfterMs: { sent: 3_600_000 } });
  await send();
  await say('late');
  await scenario('POST', 'reset');
  await scenario('POST', 'clock', { advanceMs: 7_200_000 });
  await say('anew');
  await waitUntil('the new one arrived', () => simulator.received[0]);
  const { body } = await scenario<{ webhooks: { kind: string }[] }>('GET', 'books');
  expect(body.webhooks.map(({ kind }) => kind)).toEqual(['message']);
  expect(simulator.received).toHaveLength(1);
});
