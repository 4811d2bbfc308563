import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';

import { queueBackends, SimulatedWhatsApp, testAccount, TestStack, waitUntil } from '#testing';
import { GraphClient, TokenClient } from '#whatsapp';

import { TokenWatch } from './token-watch.service.ts';

const { apiToken } = testAccount;
const dayMs = 24 * 3_600_000;

/** As Meta lets it run out or takes it away. */
async function changeToken(simulatorUrl: string, changes: object): Promise<void> {
  const response = await fetch(`${simulatorUrl}/_scenario/tokens`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: apiToken, ...changes }),
  });
  expect(response.status).toBe(204);
}

describe('TokenWatch', () => {
  let whatsapp: SimulatedWhatsApp;
  let folder: string;
  let file: string;
  let logged: { level: string; message: string }[];
  let watch: TokenWatch;
  let client: TokenClient;

  beforeAll(async () => {
    whatsapp = await SimulatedWhatsApp.start();
    folder = await mkdtemp(join(tmpdir(), 'token-watch-'));
    file = join(folder, 'token');
    client = clientWith('simulator-secret');
  });
  afterAll(async () => {
    await whatsapp.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    await writeFile(file, apiToken);
    watch = watchWith(client);
    logged = [];
    const to =
      (level: string) =>
      ({ message }: { message: string }): unknown =>
        logged.push({ level, message });
    Logger.overrideLogger({ log: to('log'), warn: to('warn'), error: to('error') });
  });
  afterEach(async () => {
    Logger.overrideLogger(['log', 'warn', 'error']);
    await change({ expiresInMs: null, revoked: false });
  });

  const clientWith = (secret: string, apiBaseUrl = whatsapp.url): TokenClient =>
    new TokenClient({ ...whatsapp.settings, apiBaseUrl, appId: '1', appSecrets: [secret] });
  const watchWith = (one?: TokenClient): TokenWatch =>
    new TokenWatch(new GraphClient({ ...whatsapp.settings, apiTokenFile: file }).token, one);

  const change = (changes: object): Promise<void> => changeToken(whatsapp.url, changes);
  async function checkWith(expiresInMs: number | null): Promise<void> {
    await change({ expiresInMs });
    await watch.check();
  }

  it('has nothing to say of a token that never expires, or not soon', async () => {
    await watch.check();
    await checkWith(14.1 * dayMs);

    expect(watch.warning).toBeUndefined();
    expect(logged).toEqual([]);
  });

  it('warns 14, 7 and 1 days before the token expires, once each', async () => {
    const words: string[] = [];
    for (const days of [13.9, 13.5, 6.9, 6.5, 0.9, 0.5]) {
      await checkWith(days * dayMs);
      words.push(/in \d+ \w+/.exec(watch.warning ?? '')?.[0] ?? 'nothing');
    }

    expect(words).toEqual([
      'in 13 days',
      'in 13 days',
      'in 6 days',
      'in 6 days',
      'in 21 hours',
      'in 11 hours',
    ]);
    expect(logged.map(({ level, message }) => `${level} ${/in \d+ \w+/.exec(message)?.[0]}`)).toEqual([
      'warn in 13 days',
      'warn in 6 days',
      'warn in 21 hours',
    ]);
  });

  it('reports a token that was revoked until it is repaired', async () => {
    await change({ revoked: true });
    await watch.check();
    await watch.check();

    expect(watch.warning).toBe('the access token has to be replaced: it was revoked');
    expect(logged).toEqual([{ level: 'error', message: watch.warning }]);

    await change({ revoked: false });
    await watch.check();
    expect(watch.warning).toBeUndefined();
  });

  it('asks at once about a new token, and warns of that one too', async () => {
    await checkWith(0.5 * dayMs);
    expect(watch.warning).toContain('expires in');

    const exchanged = await client.exchange(apiToken);
    await writeFile(file, exchanged);
    // The file is looked at once a second.
    await waitUntil('the new token is asked about', async () => {
      await watch.checkWhenDue();
      return watch.warning === undefined;
    });
  });

  it('keeps what it knows while WhatsApp is away', async () => {
    let isAway = false;
    const away = clientWith('simulator-secret', 'http://127.0.0.1:1');
    const inspect: TokenClient['inspect'] = (token) => (isAway ? away : client).inspect(token);
    watch = watchWith({ inspect } as TokenClient);
    await checkWith(6.5 * dayMs);
    const { warning } = watch;

    isAway = true;
    await watch.check();
    await watch.check();

    expect(warning).toContain('in 6 days');
    expect(watch.warning).toBe(warning);
    expect(logged.filter(({ message }) => message.includes('ECONNREFUSED'))).toHaveLength(1);
  });

  it('says that it is refused, and what to check', async () => {
    watch = watchWith(clientWith('wrong'));
    await watch.check();

    expect(watch.warning).toMatch(/not known.*error 190.*check WHATSAPP_APP_ID and WHATSAPP_APP_SECRET/);
    expect(watch.warning).not.toContain(apiToken);
  });

  it('says once that it does not watch without the settings of the app', async () => {
    watch = watchWith();
    await watch.checkWhenDue();
    await watch.checkWhenDue();

    expect(watch.warning).toMatch(/not watched: set WHATSAPP_APP_ID/);
    expect(logged).toHaveLength(1);
  });
});

it('the notifier stays ready, and shows when its token expires', async () => {
  const stack = await TestStack.start(queueBackends[0]!, ['simulator'], {
    WHATSAPP_APP_ID: '634974688087057',
  });
  try {
    await changeToken(stack.app('simulator').url, { expiresInMs: 6.5 * dayMs });
    await stack.startApp('notifier');

    const warning = await waitUntil(
      'the health page warns',
      async () => {
        const response = await fetch(`${stack.app('notifier').url}/health/ready`);
        expect(response.status).toBe(200);
        const { info } = (await response.json()) as { info: Record<string, { warning?: string }> };
        return info.TokenWatch?.warning;
      },
      60_000,
    );

    expect(warning).toMatch(/^the access token expires in 6 days/);
    expect(stack.app('notifier').output).toContain(warning);
    expect(stack.app('notifier').output).not.toContain(apiToken);
  } finally {
    await stack.close();
  }
});
