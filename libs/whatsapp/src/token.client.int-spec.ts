import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { SimulatedWhatsApp, testAccount } from '#testing';

import { type AppConfig, appSecretProof, TokenClient } from './token.client.ts';

// Not that of the test account: the simulator has its own.
const appSecrets = ['simulator-secret', 'older'];

it('the proof of the app secret is that of the documented example', () => {
  expect(appSecretProof('EAATESTTOKEN', 'test_app_secret')).toBe(
    'bad6df0b858104754a0ffde2f0c05fe9731f1a5e141ee1bccf316d05f28d5135',
  );
});

describe('TokenClient', () => {
  let whatsapp: SimulatedWhatsApp;
  const client = (changes: Partial<AppConfig> = {}): TokenClient =>
    new TokenClient({ ...whatsapp.settings, appId: '1', appSecrets, ...changes });

  beforeAll(async () => {
    whatsapp = await SimulatedWhatsApp.start();
  });
  afterAll(() => whatsapp.stop());

  it('learns what a token may do, and that one is none', async () => {
    expect(await client().inspect(testAccount.apiToken)).toMatchObject({
      isValid: true,
      type: 'SYSTEM_USER',
      expiresAt: 'never',
      missingScopes: [],
    });
    expect(await client().inspect('unknown')).toMatchObject({ isValid: false });
  });

  it('exchanges a token for one that lives 60 days', async () => {
    const { expiresAt } = await client().inspect(await client().exchange(testAccount.apiToken));

    expect((expiresAt as Date).getTime()).toBeGreaterThan(Date.now() + 59 * 24 * 3_600_000);
  });

  it('is told by code why it is refused', async () => {
    const wrong = client({ appSecrets: ['wrong'] });

    await expect(wrong.inspect(testAccount.apiToken)).rejects.toMatchObject({ code: 190 });
    await expect(wrong.exchange(testAccount.apiToken)).rejects.toMatchObject({ code: 1 });
    await expect(client().exchange('unknown')).rejects.toMatchObject({ code: 190 });
  });

  describe('on the wire', () => {
    let server: Server;
    let seen: { url: string; authorization?: string }[];
    let answer: RequestListener;

    beforeEach(async () => {
      seen = [];
      server = createServer((request, response) => {
        seen.push({ url: request.url ?? '', authorization: request.headers.authorization });
        answer(request, response);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

    const wired = (): TokenClient =>
      client({ apiBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });

    it.each(['{}', '{"data":{}}', 'OK', '{"access_token":""}', '{"access_token":"two words"}'])(
      'takes 200 with %s for no answer',
      async (body) => {
        answer = (_, response) =>
          response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end(body);

        await expect(wired().inspect('token')).rejects.toMatchObject({ outcome: 'unknown' });
        await expect(wired().exchange('token')).rejects.toMatchObject({ outcome: 'unknown' });
      },
    );

    it('keeps the app secret out of the address of an inspection', async () => {
      const data = { is_valid: true, scopes: [] };
      answer = (_, response) =>
        response.writeHead(200, { connection: 'close' }).end(JSON.stringify({ data }));

      await wired().inspect('a+b');

      expect(seen).toEqual([
        {
          url: expect.stringMatching(
            /^\/v26\.0\/debug_token\?input_token=a%2Bb&appsecret_proof=[0-9a-f]{64}$/,
          ),
          authorization: 'Bearer 1|simulator-secret',
        },
      ]);
    });
  });
});
