import { createPostgresBackend, Queue } from 'bullmq';

import { freePort } from '#platform';

import { AppProcess } from './app-process.ts';
import type { queueBackends } from './queue-backends.ts';
import { SimulatorClient } from './simulator.client.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { testAccount } from './test-account.ts';
import { deliverWebhook } from './webhook.factory.ts';

export type AppName = 'ingress' | 'media' | 'intent' | 'notifier' | 'simulator';

/** Several apps as processes, with a database of their own and the simulator in place of WhatsApp. */
export class TestStack {
  readonly #apps = new Map<AppName, AppProcess>();

  private constructor(
    readonly database: TestDatabase,
    readonly environment: Record<string, string>,
  ) {}

  /** @param settings of the apps, beside those that a stack has anyway */
  static async start(
    backend: (typeof queueBackends)[number],
    names: AppName[],
    settings: Record<string, string> = {},
  ): Promise<TestStack> {
    const database = await createTestDatabase();
    return TestStack.startOn(database, backend.config(database.url), names, settings);
  }

  /** @param queues where they live: in Redis, or in the database when not given */
  static async startOn(
    database: TestDatabase,
    { redisUrl, queuePrefix }: { redisUrl?: string; queuePrefix: string },
    names: AppName[],
    settings: Record<string, string> = {},
  ): Promise<TestStack> {
    const [ingress, media, intent, notifier, simulator] = await Promise.all([1, 2, 3, 4, 5].map(freePort));
    const stack = new TestStack(database, {
      DATABASE_URL: database.url,
      ...(redisUrl && { REDIS_URL: redisUrl }),
      QUEUE_PREFIX: queuePrefix,
      INGRESS_PORT: String(ingress),
      MEDIA_PORT: String(media),
      INTENT_PORT: String(intent),
      NOTIFIER_PORT: String(notifier),
      SIMULATOR_PORT: String(simulator),
      WHATSAPP_API_TOKEN: testAccount.apiToken,
      WHATSAPP_APP_SECRET: testAccount.appSecret,
      WHATSAPP_PHONE_NUMBER_ID: testAccount.phoneNumberId,
      WHATSAPP_WEBHOOK_VERIFY_TOKEN: testAccount.verifyToken,
      WHATSAPP_API_BASE_URL: `http://127.0.0.1:${simulator}`,
      SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${ingress}/webhook`,
      ...testAccount.keys,
      // Tests send in a minute what a number sends in an hour. Of more than 80 a second, which WhatsApp allows, the notifier would warn.
      MESSAGES_PER_MINUTE: '4800',
      MESSAGES_PER_USER_PER_HOUR: '1000',
      NOTIFICATIONS_PER_USER_PER_DAY: '1000',
      ...settings,
    });
    try {
      await Promise.all(names.map((name) => stack.startApp(name)));
    } catch (error) {
      await stack.close();
      throw error;
    }
    return stack;
  }

  app(name: AppName): AppProcess {
    const app = this.#apps.get(name);
    if (!app) throw new Error(`${name} was not started`);
    return app;
  }

  async startApp(name: AppName): Promise<void> {
    const app = new AppProcess(name, this.environment);
    this.#apps.set(name, app);
    await app.ready();
  }

  /** Starts again what was stopped. */
  async startStopped(): Promise<void> {
    const stopped = [...this.#apps].filter(([, app]) => !app.isRunning);
    await Promise.all(stopped.map(([name]) => this.startApp(name)));
  }

  deliverWebhook(body: unknown, signature?: string): Promise<Response> {
    return deliverWebhook(`${this.app('ingress').url}/webhook`, body, signature);
  }

  /** The simulator: people's phones, and fault injection. */
  get simulator(): SimulatorClient {
    return new SimulatorClient(this.app('simulator').url);
  }

  /** Loses everything on a queue, as a broken Redis would. */
  async emptyQueue(name: string): Promise<void> {
    await this.onQueue(name, (queue) => queue.obliterate({ force: true }));
  }

  /** Reads or writes a queue, bypassing the apps. */
  async onQueue<T>(
    name: string,
    work: (queue: Pick<Queue, 'add' | 'getJobs' | 'obliterate'>) => Promise<T>,
  ): Promise<T> {
    const { DATABASE_URL, REDIS_URL, QUEUE_PREFIX: prefix } = this.environment;
    const queue = REDIS_URL
      ? new Queue(name, { connection: { url: REDIS_URL }, prefix })
      : new Queue(name, { connection: { connectionString: DATABASE_URL } }, createPostgresBackend);
    try {
      return await work(queue);
    } finally {
      await queue.close();
    }
  }

  /** Stops every app, by force if need be, and drops the database. */
  async close(): Promise<void> {
    await Promise.all([...this.#apps.values()].map((app) => app.stop('SIGKILL')));
    await this.database.drop();
  }
}
