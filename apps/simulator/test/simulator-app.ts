import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';

import { loadConfig } from '#platform';
import { SimulatorClient, waitUntil } from '#testing';

import type { PhoneEvents } from '../src/phone/phone.events.ts';
import { simulatorSettings } from '../src/simulator.config.ts';
import { SimulatorModule } from '../src/simulator.module.ts';

/** A webhook as it arrived at the business. */
export interface ReceivedWebhook {
  raw: Buffer;
  signature: string;
  contentType: string;
  at: number;
  entry: { id: string; changes: { field: string; value: Json }[] }[];
}

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

type Json = Record<string, unknown>;

/** What an open phone page is told. */
export type PhoneEvent = {
  [Name in keyof PhoneEvents]: { type: Name; data: PhoneEvents[Name] };
}[keyof PhoneEvents];

/** The simulator, and a business that takes its webhooks. */
export class SimulatorApp {
  readonly received: ReceivedWebhook[] = [];
  /** The HTTP statuses of the business's next answers; 200 when there is none left. */
  readonly answers: number[] = [];
  /** The business answers no webhook before that. */
  answersAfter: Promise<void> = Promise.resolve();
  readonly phoneNumberId = '106540352242922';
  readonly businessAccountId = '102290129340398';
  readonly token = 'simulator-token';
  readonly #business: Server;
  readonly #pages = new AbortController();
  readonly #dateNow = Date.now;
  #app!: NestExpressApplication;
  url!: string;

  private constructor() {
    this.#business = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const raw = Buffer.concat(chunks);
        if (request.method === 'GET') {
          // A verification, which this business lets pass whatever the token.
          response.end(new URL(request.url ?? '', this.webhookUrl).searchParams.get('hub.challenge'));
          return;
        }
        const signature = String(request.headers['x-hub-signature-256']);
        const { entry } = JSON.parse(raw.toString()) as Pick<ReceivedWebhook, 'entry'>;
        const contentType = String(request.headers['content-type']);
        this.received.push({ raw, signature, contentType, at: Date.now(), entry });
        const status = this.answers.shift() ?? 200;
        void this.answersAfter.then(() => response.writeHead(status).end());
      });
    });
  }

  static async start(settings: Record<string, string> = {}): Promise<SimulatorApp> {
    const simulator = new SimulatorApp();
    simulator.#business.listen(0, '127.0.0.1');
    await once(simulator.#business, 'listening');
    const config = loadConfig(simulatorSettings, {
      SIMULATOR_WEBHOOK_URL: simulator.webhookUrl,
      ...settings,
    });
    simulator.#app = await NestFactory.create<NestExpressApplication>(SimulatorModule.with(config), {
      bodyParser: false,
      logger: false,
    });
    await simulator.#app.listen(0, '127.0.0.1');
    simulator.url = await simulator.#app.getUrl();
    return simulator;
  }

  /** Where the business takes its webhooks. */
  get webhookUrl(): string {
    const { port } = this.#business.address() as AddressInfo;
    return `http://127.0.0.1:${port}/webhook`;
  }

  /** The `value` of every change that arrived, in order. */
  get values(): Json[] {
    return this.received.flatMap(({ entry }) =>
      entry.flatMap(({ changes }) => changes.map(({ value }) => value)),
    );
  }

  /** Acts as people on their phones, and says what is to go wrong. */
  get client(): SimulatorClient {
    return new SimulatorClient(this.url);
  }

  /** Something of the inside, such as the clock. */
  get<Part>(token: Type<Part>): Part {
    return this.#app.get(token);
  }

  /** Calls the Graph API: `path` without the version, `/<id>/messages`. */
  graph<Body = Json>(
    method: string,
    path: string,
    body?: unknown,
    token = this.token,
  ): Promise<Answer<Body>> {
    return this.call<Body>(method, `/v26.0${path}`, body, { authorization: `Bearer ${token}` });
  }

  /** Calls any route. A plain object goes as JSON, anything else as it is. */
  async call<Body = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const isJson = body !== undefined && Object.getPrototypeOf(body) === Object.prototype;
    const response = await fetch(this.url + path, {
      method,
      headers: { ...(isJson && { 'content-type': 'application/json' }), ...headers },
      body: isJson ? JSON.stringify(body) : (body as RequestInit['body']),
    });
    const text = await response.text();
    const isAnswerJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: (isAnswerJson ? JSON.parse(text) : text) as Body,
    };
  }

  /** Opens a phone page's stream; the array grows as events arrive. */
  async watch(who: Record<string, string> = {}): Promise<PhoneEvent[]> {
    const events: PhoneEvent[] = [];
    const url = `${this.url}/_phone/events?${new URLSearchParams(who).toString()}`;
    const { body } = await fetch(url, { signal: this.#pages.signal });
    void (async () => {
      let text = '';
      for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const blocks = (text + chunk).split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const [, type] = /^event: (.*)$/m.exec(block) ?? [];
          const [, data = ''] = /^data: (.*)$/m.exec(block) ?? [];
          events.push({ type, data: JSON.parse(data) } as PhoneEvent);
        }
      }
    })().catch(() => undefined);
    await waitUntil('the stream began', () => events.some(({ type }) => type === 'line'));
    return events;
  }

  /** Time goes on only where the clock is moved, until `close`: on a slow machine nothing happens before its turn. */
  holdTime(): void {
    const at = Date.now();
    Date.now = () => at;
  }

  /** Ends the simulator alone, while pages are open and its answers are waited for. */
  stop(): Promise<void> {
    return this.#app.close();
  }

  async close(): Promise<void> {
    Date.now = this.#dateNow;
    this.#pages.abort();
    await this.stop();
    this.#business.closeAllConnections();
    this.#business.close();
  }
}
