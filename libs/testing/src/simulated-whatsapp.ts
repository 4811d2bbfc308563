import { freePort } from '#platform';

import { AppProcess } from './app-process.ts';
import { type Request, SimulatorClient } from './simulator.client.ts';
import { testAccount } from './test-account.ts';
import { waitUntil } from './wait-until.ts';

/** The simulator as a process, for WhatsApp clients. Nobody receives its webhooks. */
export class SimulatedWhatsApp {
  readonly client: SimulatorClient;

  private constructor(private readonly app: AppProcess) {
    this.client = new SimulatorClient(app.url);
  }

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

  /** Settings of a client; the second token is unknown to the simulator. */
  get settings(): { apiTokens: string[]; phoneNumberId: string; apiBaseUrl: string; apiVersion: string } {
    const { apiToken, phoneNumberId } = testAccount;
    return { apiTokens: [apiToken, 'other'], phoneNumberId, apiBaseUrl: this.url, apiVersion: 'v26.0' };
  }

  /** The bodies of all sends since `forget`, whatever was answered, in order. */
  async requests(): Promise<Request[]> {
    const { sends, refusals } = await this.client.books();
    const all = [...sends, ...refusals].toSorted((one, other) => one.at.localeCompare(other.at));
    return all.map(({ request }) => request);
  }

  /** Clears recorded sends and injected faults. */
  async forget(): Promise<void> {
    await this.client.emptyBooks();
    const none = { status: 500, times: 0 };
    await this.client.setFaults({ sends: none, downloads: none, people: [] });
  }

  /** Adds a template and waits until it is approved. Its variables have names if their samples do. */
  addTemplate(name: string, ...components: object[]): Promise<void> {
    const isNamed = JSON.stringify(components).includes('_named_params"');
    return this.approve({
      name,
      language: 'en_US',
      category: 'UTILITY',
      parameter_format: isNamed ? 'NAMED' : 'POSITIONAL',
      components,
    });
  }

  /** Hands in a template and waits until it is approved. */
  async approve(definition: { name: string } & Record<string, unknown>): Promise<void> {
    const path = '/v26.0/102290129340398/message_templates';
    await this.#graph('POST', path, definition);
    await waitUntil('the template is approved', async () => {
      const query = `?name=${definition.name}&status=APPROVED`;
      const { data } = await this.#graph<{ data: object[] }>('GET', path + query);
      return data.length > 0;
    });
  }

  async stop(): Promise<void> {
    await this.app.stop('SIGKILL');
  }

  async #graph<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        connection: 'close',
        authorization: `Bearer ${testAccount.apiToken}`,
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }
}
