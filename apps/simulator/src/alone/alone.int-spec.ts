import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

import { freePort } from '#platform';
import { waitUntil } from '#testing';

/** `npm run simulator` as it runs after the build. */
class Alone {
  readonly #child: ChildProcess;
  output = '';
  readonly exit: Promise<number | null>;

  constructor(words: string[], environment: Record<string, string> = {}) {
    this.#child = spawn(
      process.execPath,
      [resolve('dist/apps/simulator/src/alone/alone.main.js'), ...words],
      {
        env: { PATH: process.env.PATH, ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.exit = new Promise((done) => this.#child.once('close', done));
  }

  says(words: string): Promise<unknown> {
    return waitUntil(`it says "${words}"`, () => this.output.includes(words), 100_000);
  }

  kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.exit;
  }
}

let business: Server;
let received: string[];
let webhook: string;
let port: string;
let alone: Alone | undefined;

beforeEach(async () => {
  received = [];
  business = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push(body);
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(business, 'listening');
  webhook = `http://127.0.0.1:${(business.address() as AddressInfo).port}/any/path`;
  port = String(await freePort());
});
afterEach(async () => {
  await alone?.kill('SIGKILL');
  business.closeAllConnections();
  business.close();
});

describe('npm run simulator', () => {
  it('says all that is needed; the line that it offers sends a message, and Ctrl-C ends it', async () => {
    alone = new Alone([
      '--webhook',
      webhook,
      '--port',
      port,
      '--token',
      'my-token',
      '--phone-number-id',
      '4711',
      '--name',
      'My shop',
    ]);
    await alone.says('Ctrl-C ends it.');
    const url = `http://127.0.0.1:${port}`;
    expect(await (await fetch(`${url}/_scenario/numbers`)).json()).toMatchObject([
      { verifiedName: 'My shop' },
    ]);
    for (const fact of [`${url}/\n`, '4711', '102290129340398', 'my-token', 'simulator-secret', webhook]) {
      expect(alone.output).toContain(fact);
    }

    const [command = ''] = /^ {2}curl [^]*?'\n\n/m.exec(alone.output) ?? [];
    const headers = [...command.matchAll(/-H '(.+?): (.+?)'/g)].map(
      ([, name, value]) => [name!, value!] as const,
    );
    const answer = await fetch(/curl (\S+)/.exec(command)![1]!, {
      method: 'POST',
      headers: Object.fromEntries(headers),
      body: /-d '(.+)'/.exec(command)![1]!,
    });
    expect(answer.status).toBe(200);

    await waitUntil('its statuses came', () => received.length === 3);
    expect(received.map((body) => JSON.parse(body).entry[0].changes[0].value.statuses[0].status)).toEqual([
      'sent',
      'delivered',
      'read',
    ]);
    expect(await alone.kill('SIGINT')).toBe(0);
  });

  it('takes its settings from the environment as well', async () => {
    alone = new Alone([], { SIMULATOR_WEBHOOK_URL: webhook, SIMULATOR_PORT: port });
    await alone.says('Ctrl-C ends it.');

    await fetch(`http://127.0.0.1:${port}/_phone/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Hello' }),
    });

    await waitUntil('the message came', () => received.length === 1);
    const setup = await fetch(`http://127.0.0.1:${port}/_scenario/setup`);
    expect(await setup.json()).toMatchObject({ alone: true, webhookUrl: webhook });
  });

  it('tells when the webhook can not be reached', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/webhook`;
    alone = new Alone(['--webhook', nobody, '--port', port]);
    await alone.says('Ctrl-C ends it.');

    await fetch(`http://127.0.0.1:${port}/_phone/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Hello' }),
    });

    await alone.says('webhook not acknowledged');
    expect(alone.output).not.toContain('Hello\n');
  });

  it('says what to do when the port is in use', async () => {
    const taken = String((business.address() as AddressInfo).port);
    alone = new Alone(['--port', taken]);

    expect(await alone.exit).toBe(1);
    expect(alone.output).toContain(`Port ${taken} is in use`);
    expect(alone.output).toContain('set SIMULATOR_PORT to a free port');
  });

  it.each([
    [['--webhook', 'nonsense'], 1, 'SIMULATOR_WEBHOOK_URL: must be a URL that begins with http://'],
    [['--port', 'http'], 1, 'SIMULATOR_PORT: must be a port number'],
    [['--webhok', 'http://127.0.0.1/'], 2, "Unknown option '--webhok'"],
    [['--help'], 0, 'Usage: npm run simulator'],
  ])('does not start with %j', async (words, code, says) => {
    alone = new Alone(words);

    expect(await alone.exit).toBe(code);
    expect(alone.output).toContain(says);
    expect(alone.output).not.toContain('is ready');
  });
});
