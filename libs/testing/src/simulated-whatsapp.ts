import { freePort } from '#platform';

import { AppProcess } from './app-process.ts';
import { testAccount } from './test-account.ts';
import type { Books, SentMedia } from './test-stack.ts';
import { waitUntil } from './wait-until.ts';

interface Request {
  to?: string;
  recipient?: string;
  type: string;
  text?: { body: string };
  template?: { name: string; language: { code: string }; components?: object[] };
  biz_opaque_callback_data?: string;
}

type Noted = { at: string; request: Request }[];

/** The simulator as a process, for what talks to WhatsApp itself. Nobody takes its webhooks. */
export class SimulatedWhatsApp {
  private constructor(private readonly app: AppProcess) {}

  static async start(): Promise<SimulatedWhatsApp> {
    const [port, nobody] = await Promise.all([freePort(), freePort()]);
    const app = new AppProcess('simulator', {
      SIMULATOR_PORT: String(port),
      SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${nobody}/webhook`,
      WHATSAPP_API_TOKEN: testAccount.apiToken,
      WHATSAPP_PHONE_NUMBER_ID: testAccount.phoneNumberId,
    });
    await app.ready();
    return new SimulatedWhatsApp(app);
  }

  get url(): string {
    return this.app.url;
  }

  /** What a client has to be told; its second token is one that the simulator does not know. */
  get settings(): { apiTokens: string[]; phoneNumberId: string; apiBaseUrl: string; apiVersion: string } {
    const { apiToken, phoneNumberId } = testAccount;
    return { apiTokens: [apiToken, 'other'], phoneNumberId, apiBaseUrl: this.url, apiVersion: 'v26.0' };
  }

  /** The bodies of all sends that came since `forget`, whatever was answered, in order. */
  async requests(): Promise<Request[]> {
    const { sends, refusals } = (await this.#call('GET', '/_scenario/books')) as {
      sends: Noted;
      refusals: Noted;
    };
    const all = [...sends, ...refusals].toSorted((one, other) => one.at.localeCompare(other.at));
    return all.map(({ request }) => request);
  }

  async books(): Promise<Books> {
    return (await this.#call('GET', '/_scenario/books')) as Books;
  }

  setFaults(faults: object): Promise<unknown> {
    return this.#call('POST', '/_scenario/faults', faults);
  }

  /** What was sent and what was to go wrong. */
  async forget(): Promise<void> {
    await this.#call('DELETE', '/_scenario/books');
    const none = { status: 500, times: 0 };
    await this.setFaults({ sends: none, downloads: none, people: [] });
  }

  /** Adds a template and waits until it is approved. */
  async addTemplate(name: string, ...components: object[]): Promise<void> {
    const path = '/v26.0/102290129340398/message_templates';
    await this.#call('POST', path, { name, language: 'en_US', category: 'UTILITY', components });
    await waitUntil('the template is approved', async () => {
      const { data } = (await this.#call('GET', `${path}?name=${name}&status=APPROVED`)) as {
        data: object[];
      };
      return data.length > 0;
    });
  }

  /** A file that somebody sends to the business, as the webhook tells of it. */
  async attach(bytes: Uint8Array<ArrayBuffer>, mimeType: string): Promise<SentMedia> {
    const response = await fetch(`${this.url}/_phone/media?kind=document`, {
      method: 'POST',
      headers: { 'content-type': mimeType },
      body: bytes,
    });
    return ((await response.json()) as { media: SentMedia }).media;
  }

  async stop(): Promise<void> {
    await this.app.stop('SIGKILL');
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(this.url + path, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${testAccount.apiToken}` },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The simulator answered ${response.status} to ${path}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
