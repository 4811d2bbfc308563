import { setTimeout as wait } from 'node:timers/promises';

import { getQueueToken } from '@nestjs/bullmq';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DateTime } from 'luxon';

import { Database } from '#data';
import { Gate, loadConfig, Sealer } from '#platform';
import { type InboundPayload, intentQueue, QueueConnection, QueueProducer, usualLimits } from '#queues';
import {
  createTestDatabase,
  newWamid,
  patientQueues,
  type queueBackends,
  type TestDatabase,
  testAccount,
  waitUntil,
} from '#testing';
import type { SlowEngine } from '#understanding';
import { type Choices, choicesSchema } from '#whatsapp';

import { intentSettings } from '../src/intent.config.ts';
import { IntentModule } from '../src/intent.module.ts';
import { UnderstandStep } from '../src/understand.step.ts';

type Backend = (typeof queueBackends)[number];

/** The intent app of a test, wired as in production, with a database of its own. */
export class IntentApp {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly queue: QueueProducer<InboundPayload>;
  /** When the next message is sent, in seconds; each is one second later than the one before. */
  clock = now() - 2;

  private constructor(
    readonly app: INestApplication,
    readonly testDatabase: TestDatabase,
  ) {
    this.database = app.get(Database, { strict: false });
    this.sealer = app.get(Sealer, { strict: false });
    // The app itself only consumes: ingress and media produce.
    this.queue = new QueueProducer(
      intentQueue,
      app.get(getQueueToken(intentQueue.name), { strict: false }),
      app.get(QueueConnection, { strict: false }),
      this.sealer,
    );
  }

  static async start(
    backend: Backend,
    settings: Record<string, string> = {},
    slowEngine?: SlowEngine,
  ): Promise<IntentApp> {
    const testDatabase = await createEnglishDatabase();
    await untilDayLasts();
    return new IntentApp(await startApp(backend, testDatabase.url, settings, slowEngine), testDatabase);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.testDatabase.drop();
  }

  /** Removes everybody. */
  async reset(): Promise<void> {
    await this.testDatabase.query('DELETE FROM contact; DELETE FROM user_id_change');
    await untilDayLasts();
    this.clock = now() - 2;
  }

  message(text?: string, more: Partial<InboundPayload> = {}): InboundPayload {
    const wamid = newWamid();
    return {
      messageKey: this.sealer.blindIndex('wamid', wamid),
      wamid,
      // Berlin: one time zone, known for certain.
      from: { phone: '4915112345678', bsuid: 'DE.1349', name: 'Sheena Nelson' },
      kind: 'text',
      text,
      sentAt: this.clock++,
      receivedAt: Date.now(),
      ...more,
    };
  }

  /** Enqueues messages and waits until each was acted on. @returns the answers; null where there is none */
  async send(...messages: InboundPayload[]): Promise<(string | null)[]> {
    await this.enqueue(...messages);
    return this.answersTo(...messages);
  }

  async enqueue(...messages: InboundPayload[]): Promise<void> {
    await this.queue.enqueue(...messages);
  }

  async say(text: string, more: Partial<InboundPayload> = {}): Promise<string | null> {
    const [answer = null] = await this.send(this.message(text, more));
    return answer;
  }

  /** What can be tapped under the latest answer that has anything: reply buttons, or the rows of a list. */
  async choices(): Promise<{ id: string; title: string; description?: string }[]> {
    const { buttons, list } = await this.#latestChoices();
    return buttons ?? list?.choices ?? [];
  }

  /** Taps what bears this title. */
  async tapOn(title: string, more: Partial<InboundPayload> = {}): Promise<string | null> {
    const { list } = await this.#latestChoices();
    const one = (await this.choices()).find((choice) => choice.title === title);
    if (!one) throw new Error(`Nothing to tap is called "${title}"`);
    return this.tap(one.id, title, list ? 'list_reply' : 'button_reply', more);
  }

  tap(
    id: string,
    title: string,
    kind: 'button_reply' | 'list_reply' = 'button_reply',
    more: Partial<InboundPayload> = {},
  ): Promise<string | null> {
    return this.say(title, {
      ...more,
      kind: 'interactive',
      raw: JSON.stringify({ interactive: { [kind]: { id, title } } }),
    });
  }

  async #latestChoices(): Promise<Choices> {
    const row = await this.database.outboundMessage.findFirst({
      where: { choicesSealed: { not: null } },
      orderBy: { createdAt: 'desc' },
    });
    return choicesSchema.parse(JSON.parse(this.sealer.open(row?.choicesSealed ?? '')));
  }

  async answersTo(...messages: InboundPayload[]): Promise<(string | null)[]> {
    await this.handled(...messages);
    const rows = await this.database.inboundMessage.findMany({ include: { outboundMessages: true } });
    return messages.map(({ messageKey }) => {
      const [answer] =
        rows.find(({ wamidBlindIndex }) => wamidBlindIndex === messageKey)?.outboundMessages ?? [];
      return answer ? this.sealer.open(answer.bodySealed) : null;
    });
  }

  async handled(...messages: InboundPayload[]): Promise<void> {
    const keys = [...new Set(messages.map(({ messageKey }) => messageKey))];
    const where = { wamidBlindIndex: { in: keys }, handledAt: { not: null } };
    await waitUntil(
      'all messages are handled',
      async () => (await this.database.inboundMessage.count({ where })) === keys.length,
      100_000,
    );
  }
}

/** For people with German numbers, as those of these tests, who speak English; tests about languages drop the default. */
export async function createEnglishDatabase(): Promise<TestDatabase> {
  const testDatabase = await createTestDatabase();
  await testDatabase.query("ALTER TABLE contact ALTER COLUMN language SET DEFAULT 'en'");
  return testDatabase;
}

/** One more worker on the same database. */
export async function startApp(
  backend: Backend,
  databaseUrl: string,
  settings: Record<string, string> = {},
  slowEngine?: SlowEngine,
): Promise<INestApplication> {
  const { redisUrl, queuePrefix } = backend.config(databaseUrl);
  const config = loadConfig(intentSettings, {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    QUEUE_PREFIX: queuePrefix,
    ...testAccount.keys,
    ...settings,
  });
  const app = await NestFactory.create(
    IntentModule.with(config, slowEngine, { ...usualLimits, ...patientQueues }),
    {
      logger: false,
      abortOnError: false,
    },
  );
  // Longer than a busy machine needs for what is understood offline.
  app.get(UnderstandStep, { strict: false }).deadlineMs.text = 30_000;
  await app.init();
  // Work begins once the keys were compared with the database's.
  await app.get(Gate, { strict: false }).whenOpen();
  return app;
}

/** What is said of today is not to be acted on tomorrow: nothing begins around midnight where the people of the tests live. */
async function untilDayLasts(): Promise<void> {
  const time = DateTime.now().setZone('Europe/Berlin');
  const midnight = time.plus({ seconds: 100 }).startOf('day');
  const leftMs = midnight.diff(time).toMillis() + 10_000;
  if (leftMs > 0) await wait(leftMs);
}

const now = (): number => Math.floor(Date.now() / 1_000);
