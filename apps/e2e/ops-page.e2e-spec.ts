import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createPostgresBackend, Queue, Worker } from 'bullmq';
import type { Browser, Page } from 'playwright-core';

import { freePort } from '#platform';
import {
  AppProcess,
  createTestDatabase,
  queueBackends,
  testAccount,
  type TestDatabase,
  waitUntil,
} from '#testing';

import { hasBrowser, lookOut, openPage, startBrowser } from './browser.ts';

const opsToken = 'the-token-of-the-operator';
const readToken = 'the-token-of-a-reader';
const queuesOf: Record<string, string[]> = {
  media: ['media'],
  intent: ['intent'],
  notifier: ['outbound', 'status', 'account', 'typing'],
};
const screens = { desktop: { width: 1_280, height: 900 }, phone: { width: 390, height: 844 } };
type Look = [device: keyof typeof screens, colorScheme: 'light' | 'dark'];
const allLooks: Look[] = [
  ['desktop', 'light'],
  ['desktop', 'dark'],
  ['phone', 'light'],
  ['phone', 'dark'],
];
/** To be looked at. */
const pictures = join(tmpdir(), 'handsfree-ops-pictures');

/** Answers as an app does that is ready, with these warnings. */
async function standIn(warnings: Record<string, string> = {}): Promise<Server> {
  const details = Object.fromEntries([
    ['database', { status: 'up' }],
    ['queues', { status: 'up' }],
    ...Object.entries(warnings).map(([by, warning]) => [by, { status: 'up', warning }]),
  ]) as object;
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ status: 'ok', details }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

(hasBrowser ? describe : describe.skip)('the page for people on call', () => {
  const backend = queueBackends.at(-1)!;
  let browser: Browser;
  let database: TestDatabase;
  let ops: AppProcess;
  let servers: Server[];
  let queues: { redisUrl?: string; queuePrefix: string };
  let workers: { close(force: boolean): Promise<void> }[];

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    browser = await startBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    database = await createTestDatabase();
    servers = [];
    workers = [];
  });
  afterEach(async () => {
    await ops.stop('SIGKILL');
    await Promise.all(workers.map((worker) => worker.close(true)));
    for (const server of servers) server.close();
    await database.drop();
  });

  /** @param warnings of the apps that run; the others do not */
  async function startOps(warnings: Record<string, Record<string, string>>): Promise<void> {
    const nobody = await freePort();
    const apps: string[] = [];
    for (const name of ['ingress', 'media', 'intent', 'notifier']) {
      const server = warnings[name] && (await standIn(warnings[name]));
      if (server) servers.push(server);
      apps.push(`${name}=127.0.0.1:${server ? (server.address() as AddressInfo).port : nobody}`);
    }
    queues = backend.config(database.url);
    const { redisUrl, queuePrefix } = queues;
    const idle = async (): Promise<void> => {};
    for (const queue of Object.keys(warnings).flatMap((name) => queuesOf[name] ?? [])) {
      workers.push(
        redisUrl
          ? new Worker(queue, idle, { connection: { url: redisUrl }, prefix: queuePrefix })
          : new Worker(
              queue,
              idle,
              { connection: { connectionString: database.url } },
              createPostgresBackend,
            ),
      );
    }
    ops = new AppProcess('ops', {
      ...testAccount.keys,
      DATABASE_URL: database.url,
      ...(redisUrl && { REDIS_URL: redisUrl }),
      QUEUE_PREFIX: queuePrefix,
      OPS_PORT: String(await freePort()),
      OPS_TOKEN: opsToken,
      OPS_READ_TOKEN: readToken,
      OPS_APPS: apps.join(','),
      WHATSAPP_PHONE_NUMBER_ID: testAccount.phoneNumberId,
    });
    await ops.ready();
  }

  /** Messages that nobody has looked at yet. */
  async function newMessages(count: number): Promise<void> {
    const { redisUrl, queuePrefix } = queues;
    const queue = redisUrl
      ? new Queue('intent', { connection: { url: redisUrl }, prefix: queuePrefix })
      : new Queue('intent', { connection: { connectionString: database.url } }, createPostgresBackend);
    const timestamp = Date.now() - 7 * 60_000;
    await queue.addBulk(
      Array.from({ length: count }, () => ({ name: 'one', data: { sealed: '' }, opts: { timestamp } })),
    );
    await queue.close();
  }

  async function logIn(token: string, settings: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await openPage(browser, { viewport: screens.desktop, ...settings });
    await page.goto(ops.url);
    await page.getByLabel('Token').fill(token);
    await page.getByLabel('Token').press('Enter');
    await page.locator('.headline h2').waitFor();
    return page;
  }

  /** As a person with their device sees it. Nothing may be wider than the screen. */
  async function picture(page: Page, name: string, looks: Look[]): Promise<void> {
    for (const [device, colorScheme] of looks) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(screens[device]);
      await page.screenshot({ path: join(pictures, `${name}-${device}-${colorScheme}.png`), fullPage: true });
      const overlap = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect([device, overlap]).toEqual([device, 0]);
    }
    await page.setViewportSize(screens.desktop);
  }

  const deadLetter = async (code: number): Promise<void> => {
    await database.query(
      `WITH person AS (INSERT INTO contact (id, updated_at) VALUES ($1, now()) RETURNING id)
      INSERT INTO outbound_message (id, contact_id, body_sealed, status, error_code, failed_at, relay_after, created_at)
      SELECT $2, id, 'sealed', 'failed', $3, now() - interval '12 minutes', now(), now() - interval '20 minutes' FROM person`,
      [randomUUID(), randomUUID(), code],
    );
  };

  it('says that all is well', async () => {
    await startOps({ ingress: {}, media: {}, intent: {}, notifier: {} });
    const page = await logIn(readToken);

    await page.getByRole('heading', { name: 'All is well' }).waitFor();
    await picture(page, 'well', [['desktop', 'dark']]);
    expect(await page.getByRole('button', { name: 'Pause' }).first().isDisabled()).toBe(true);
    await page.close();
  });

  it('tells five troubles at once, and what to press', async () => {
    await startOps({
      ingress: {},
      media: { understanding: 'Gemini answers with 503: messages are understood offline' },
      notifier: {
        TokenWatch:
          'the access token expires in 3 days (2027-01-20 14:03 UTC): exchange it with `npm run handsfree -- token exchange`',
      },
    });
    await database.query(
      `INSERT INTO number_limit (phone_number_id, second_counts, minute_counts, day_counts, people_counts, opened_at, probe_at)
      VALUES ($1, '{}', '{}', '{}', '{}', now() - interval '9 minutes', now() + interval '5 minutes')`,
      [testAccount.phoneNumberId],
    );
    for (const code of [131_049, 131_026, 131_026]) await deadLetter(code);
    for (let at = 0; at < 3; at++) {
      await database.query(
        `WITH person AS (INSERT INTO contact (id, updated_at) VALUES ($1, now()) RETURNING id)
        INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, sent_at, received_at)
        SELECT $2, id, $3, '', 'text', now(), now() - interval '8 minutes' FROM person`,
        [randomUUID(), randomUUID(), randomUUID()],
      );
    }
    await newMessages(12);
    const page = await logIn(opsToken);
    await page.getByRole('heading', { name: /^All 5|^All [6-9]/ }).waitFor();
    await picture(page, 'troubles', allLooks);
    // Those that run may be slow to say so.
    await waitUntil('all of it is told', async () => {
      expect(await page.locator('.headline').innerText()).toMatch(
        /The app intent does not run.*3 people wait for an answer, and 12 new messages wait to be read.*What to do: Start it/s,
      );
      const causes = await page.locator('.causes li').allInnerTexts();
      expect(causes.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
        expect.stringMatching(/Us .*in trouble/),
        expect.stringMatching(/Meta .*in trouble/),
        expect.stringMatching(/Gemini .*needs a look/),
        expect.stringMatching(/PostgreSQL .*works/),
        expect.stringMatching(/Redis/),
      ]);
      return true;
    });

    // By keyboard alone.
    await page.getByRole('button', { name: 'Try WhatsApp now' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Try WhatsApp now' }).waitFor();
    await picture(page, 'question', [['phone', 'light']]);
    await page.keyboard.press('Enter');
    await waitUntil('it is in the audit', async () => {
      const [entry] = await database.query<{ act: string }>('SELECT act FROM audit_entry');
      return entry?.act === 'probe';
    });

    await page.getByRole('navigation').getByRole('link', { name: 'Dead letters' }).click();
    await page.getByRole('row').nth(3).waitFor();
    await picture(page, 'dead-letters', [['phone', 'dark']]);
    await page.getByRole('button', { name: 'Replay', exact: true }).first().click();
    const isReplayed = await lookOut(page, '1 replayed');
    await page.getByRole('dialog').getByRole('button', { name: 'Replay' }).click();
    await isReplayed();
    await page.close();
  });

  it('shows the queues in Bull Board', async () => {
    await startOps({ ingress: {}, media: {}, intent: {}, notifier: {} });
    const page = await logIn(opsToken);

    await page.getByRole('link', { name: 'Bull Board' }).click();
    await page.getByText('intent').first().waitFor();
    await page.getByText('Loading').waitFor({ state: 'detached' });
    await page.screenshot({ path: join(pictures, 'board.png') });
    await page.close();
  });
});
