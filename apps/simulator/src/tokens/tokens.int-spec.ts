import 'reflect-metadata';

import { createHmac } from 'node:crypto';

import { SimulatorApp } from '../../test/simulator-app.ts';
import { Clock } from '../clock.ts';

interface Refused {
  error: { code: number; error_subcode?: number };
}

interface Inspected {
  data: { is_valid: boolean; expires_at?: number; scopes: string[]; error?: object };
}

const app = 'client_id=634974688087057&client_secret=simulator-secret';
const day = 24 * 3_600_000;

let simulator: SimulatorApp;
let number: string;

beforeEach(async () => {
  simulator = await SimulatorApp.start({ WHATSAPP_API_TOKEN: 'first,second' });
  number = `/${simulator.phoneNumberId}`;
});

afterEach(async () => {
  await simulator.close();
});

const ask = <Body>(token: string) => simulator.graph<Body>('GET', number, undefined, token);

async function exchanged(): Promise<string> {
  const query = `grant_type=fb_exchange_token&${app}&set_token_expires_in_60_days=true&fb_exchange_token=first`;
  const { body } = await simulator.call<{ access_token: string }>(
    'GET',
    `/v26.0/oauth/access_token?${query}`,
  );
  return body.access_token;
}

const inspect = async (token: string): Promise<Inspected['data']> =>
  (await simulator.graph<Inspected>('GET', `/debug_token?input_token=${token}`, undefined, 'first')).body
    .data;

describe('a token', () => {
  it('opens the Graph API from the header or the query', async () => {
    expect((await ask('second')).status).toBe(200);
    expect((await simulator.call('GET', `/v26.0${number}?access_token=first`)).status).toBe(200);
    expect((await simulator.call('GET', `/v26.0${number}?access_token=third`)).status).toBe(401);
  });

  it('is checked against the proof that goes with it', async () => {
    const proof = createHmac('sha256', 'simulator-secret').update('first').digest('hex');
    const withProof = (given: string) =>
      simulator.call<Refused>('GET', `/v26.0${number}?access_token=first&appsecret_proof=${given}`);

    expect((await withProof(proof)).status).toBe(200);
    expect(await withProof('0'.repeat(64))).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  });

  it('is exchanged for one that lives 60 days', async () => {
    const token = await exchanged();
    expect((await ask(token)).status).toBe(200);

    simulator.get(Clock).advance(60 * day);

    expect(await ask<Refused>(token)).toMatchObject({
      status: 401,
      body: { error: { code: 190, error_subcode: 463 } },
    });
    expect((await ask('first')).status).toBe(200);
  });

  it('opens nothing once it is revoked, with or without a version in the path', async () => {
    const token = await exchanged();
    for (const [prefix, revoked] of [
      ['/v26.0', token],
      ['', 'second'],
    ] as const) {
      const query = `${app}&revoke_token=${revoked}&access_token=first`;
      const { body } = await simulator.call('GET', `${prefix}/oauth/revoke?${query}`);
      expect(body).toEqual({ success: true });
      expect((await ask<Refused>(revoked)).body.error).toMatchObject({ code: 190, error_subcode: 467 });
    }
  });

  it('runs out when a test wants it, also for files, and is repaired', async () => {
    const change = (body: object) =>
      simulator.call('PATCH', '/_scenario/tokens', { token: 'first', ...body });
    const download = () =>
      simulator.call('GET', '/whatsapp_business/attachments/?hash=x', undefined, {
        authorization: 'Bearer first',
      });

    await change({ expiresInMs: 0 });
    expect((await ask<Refused>('first')).body.error).toMatchObject({ code: 190, error_subcode: 463 });
    expect((await download()).status).toBe(401);

    await change({ expiresInMs: null });
    expect((await ask('first')).status).toBe(200);
    expect((await download()).status).toBe(404);
  });
});

describe('the inspection of a token', () => {
  it('tells how long it lives and what it may do', async () => {
    expect(await inspect('second')).toMatchObject({
      type: 'SYSTEM_USER',
      is_valid: true,
      expires_at: 0,
      scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
    });
    const { expires_at: expiresAt = 0 } = await inspect(await exchanged());
    expect(expiresAt * 1_000).toBeGreaterThan(simulator.get(Clock).now() + 59 * day);
  });

  it('tells that it is none, or does not live any more', async () => {
    expect(await inspect('unknown')).toMatchObject({ is_valid: false, scopes: [], error: { code: 190 } });

    const token = await exchanged();
    simulator.get(Clock).advance(60 * day);
    expect(await inspect(token)).toMatchObject({ is_valid: false, error: { code: 190, subcode: 463 } });
  });

  it('tells what a test makes of it', async () => {
    const change = { token: 'first', type: 'USER', scopes: ['whatsapp_business_management'] };
    await simulator.call('PATCH', '/_scenario/tokens', change);

    expect(await inspect('first')).toMatchObject({ type: 'USER', scopes: ['whatsapp_business_management'] });
  });

  it('is open to the app itself, and to nobody without a token', async () => {
    const path = '/debug_token?input_token=first';

    expect(
      (await simulator.call('GET', `${path}&access_token=634974688087057|simulator-secret`)).status,
    ).toBe(200);
    expect((await simulator.call('GET', path)).status).toBe(401);
  });
});

it.each([
  'grant_type=fb_exchange_token&client_id=1&client_secret=wrong&fb_exchange_token=first',
  `grant_type=fb_exchange_token&${app}&fb_exchange_token=unknown`,
  `grant_type=fb_exchange_token&${app}`,
  `grant_type=password&${app}`,
])('an exchange is refused: %s', async (query) => {
  const { status } = await simulator.call('GET', `/oauth/access_token?${query}`);

  expect([400, 401]).toContain(status);
});

it('tells the app which webhooks it gets', async () => {
  const path = '/v26.0/584544743160774/subscriptions';
  const { body } = await simulator.call<{ data: object[] }>(
    'GET',
    `${path}?access_token=584544743160774|simulator-secret`,
  );

  expect(body.data).toMatchObject([
    {
      object: 'whatsapp_business_account',
      active: true,
      fields: expect.arrayContaining([{ name: 'messages', version: 'v26.0' }]),
    },
  ]);
  expect((await simulator.call('GET', path)).status).toBe(401);
});

it('answers with the time of its clock, also a refusal', async () => {
  simulator.get(Clock).advance(day);

  const { status, headers } = await ask('unknown');

  expect(status).toBe(401);
  expect(new Date(headers.get('date') ?? '').getTime() - Date.now()).toBeGreaterThan(day - 60_000);
});
