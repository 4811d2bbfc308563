import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { freePort } from '#platform';
import { AppProcess, SimulatorClient, testAccount } from '#testing';

import { hasBrowser, openPage, startBrowser } from './browser.ts';

/** The simulator as a process, and in this process a business that takes its webhooks and says only what a test lets it say. */
export class PhoneStage {
  readonly client: SimulatorClient;

  private constructor(
    private readonly app: AppProcess,
    private readonly server: Server,
    /** What the business answers webhooks with. */
    private readonly answer: { status: number },
  ) {
    this.client = new SimulatorClient(app.url);
  }

  static async start(settings: Record<string, string> = {}): Promise<PhoneStage> {
    const answer = { status: 200 };
    const server = createServer((request, response) => {
      if (request.method === 'GET') return verify(request.url, response);
      request.resume().on('end', () => response.writeHead(answer.status).end());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const app = new AppProcess('simulator', {
      SIMULATOR_PORT: String(await freePort()),
      SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
      WHATSAPP_API_TOKEN: testAccount.apiToken,
      WHATSAPP_PHONE_NUMBER_ID: testAccount.phoneNumberId,
      WHATSAPP_APP_SECRET: testAccount.appSecret,
      WHATSAPP_WEBHOOK_VERIFY_TOKEN: testAccount.verifyToken,
      ...settings,
    });
    await app.ready();
    return new PhoneStage(app, server, answer);
  }

  get url(): string {
    return this.app.url;
  }

  /** From now on the business answers webhooks with this status. */
  answerWith(status: number): void {
    this.answer.status = status;
  }

  /** The business sends a message. @returns its wamid */
  async send(to: string, message: object): Promise<string> {
    const { messages } = (await this.#graph({ to, ...message })) as { messages: [{ id: string }] };
    return messages[0].id;
  }

  /** @param quotes the message that it answers */
  write(to: string, body: string, quotes?: string): Promise<string> {
    const context = quotes && { message_id: quotes };
    return this.send(to, { type: 'text', text: { body }, context });
  }

  /** The business marks a person's message as read. */
  async read(wamid: string): Promise<void> {
    await this.#graph({ status: 'read', message_id: wamid });
  }

  async close(): Promise<void> {
    await this.app.stop('SIGKILL');
    this.server.closeAllConnections();
    this.server.close();
  }

  async #graph(body: object): Promise<unknown> {
    const { apiToken, phoneNumberId } = testAccount;
    const response = await fetch(`${this.url}/v26.0/${phoneNumberId}/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        connection: 'close',
        authorization: `Bearer ${apiToken}`,
      },
      body: JSON.stringify({ messaging_product: 'whatsapp', ...body }),
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
}

interface Scene {
  stage: PhoneStage;
  browser: Browser;
  page: Page;
  /** Of somebody who was in none of the tests before. */
  phone: string;
}

/** Describes the phone page where there is a browser to see it in. */
export const describePage = hasBrowser ? describe : describe.skip;

/**
 * One simulator and one browser for all tests of a file, and for each of them a page of its own and a simulator that forgot everything.
 *
 * @param options the settings of the simulator, and how the page is
 * @param set gets all that before each test
 */
export function usePhoneStage(
  { settings, ...options }: BrowserContextOptions & { settings?: Record<string, string> },
  set: (scene: Scene) => unknown,
): void {
  let stage: PhoneStage;
  let browser: Browser;
  let page: Page;
  let people = 0;

  beforeAll(async () => {
    stage = await PhoneStage.start(settings);
    browser = await startBrowser();
  });
  beforeEach(async () => {
    await stage.client.reset();
    stage.answerWith(200);
    people += 1;
    page = await openPage(browser, options);
    await set({ stage, browser, page, phone: `1650555${8_000 + 10 * people}` });
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });
}

/** As WhatsApp wants it. */
function verify(url = '', response: ServerResponse): void {
  const query = new URL(url, 'http://localhost').searchParams;
  const isRight = query.get('hub.verify_token') === testAccount.verifyToken;
  response.writeHead(isRight ? 200 : 403).end(isRight ? query.get('hub.challenge') : '');
}
