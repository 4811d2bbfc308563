import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';

import { waitUntil } from '#testing';

import { GraphClient } from './graph.client.ts';
import { GraphError } from './graph-error.ts';

/**
 * Not a second Graph API: a bare HTTP server for faults below it (an answer that never ends or breaks the contract,
 * another host) and for what only the wire shows. Everything else is tested against the simulator, in
 * `graph.client.int-spec.ts`.
 */
class Wire {
  readonly received: { method?: string; url?: string; headers: IncomingHttpHeaders }[] = [];
  answer: RequestListener = (_, response) => response.end();
  // No connection is closed just as it is used again, however long a test stands still.
  readonly #server: Server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    request.resume();
    request.on('end', () => {
      const { method, url, headers } = request;
      this.received.push({ method, url, headers });
      this.answer(request, response);
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

const json =
  (body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const accepted = json({ messages: [{ id: 'wamid.ACCEPTED=' }] });

describe('GraphClient on the wire', () => {
  let wire: Wire;
  let url: string;

  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['log', 'warn', 'error']));
  beforeEach(async () => {
    wire = new Wire();
    wire.answer = accepted;
    url = await wire.listen();
  });
  afterEach(() => wire.close());

  const client = (timeoutMs = 60_000, uploadTimeoutMs = 60_000): GraphClient =>
    new GraphClient(
      {
        apiTokens: ['first-token', 'second-token'],
        phoneNumberId: '106540352242922',
        apiBaseUrl: url,
        apiVersion: 'v26.0',
      },
      timeoutMs,
      uploadTimeoutMs,
    );
  const send = (one = client()): Promise<string> =>
    one.sendText({ to: { phone: '16505551234' }, body: 'Hello', callbackData: 'job-42' });

  async function failure(sending: Promise<string>): Promise<GraphError> {
    const error: unknown = await sending.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(GraphError);
    return error as GraphError;
  }

  it('posts to the number in the version that is set, with the first token', async () => {
    expect(await send()).toBe('wamid.ACCEPTED=');

    expect(wire.received).toMatchObject([
      {
        method: 'POST',
        url: '/v26.0/106540352242922/messages',
        headers: { authorization: 'Bearer first-token', 'content-type': 'application/json' },
      },
    ]);
  });

  it('sends with the token that its file holds at that time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'graph-token-'));
    const apiTokenFile = join(folder, 'token');
    const tokens = (): unknown[] => wire.received.map(({ headers }) => headers.authorization);
    try {
      await writeFile(apiTokenFile, 'second-token\n');
      const config = { apiTokens: ['first-token'], phoneNumberId: '1', apiBaseUrl: url, apiVersion: 'v26.0' };
      const one = new GraphClient({ ...config, apiTokenFile }, 60_000);
      await send(one);
      expect(tokens()).toEqual(['Bearer second-token']);

      await writeFile(apiTokenFile, 'third-token\n');
      await waitUntil('it sends with the third', async () => {
        await send(one);
        return tokens().includes('Bearer third-token');
      });
      await rm(apiTokenFile);
      await send(one);
      expect(tokens().at(-1)).toBe('Bearer third-token');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each([{ messages: [] }, { messages: [{ id: '' }] }, {}, 'OK'])(
    'does not know whether it was sent when the answer is 200 with %p',
    async (body) => {
      wire.answer = json(body);

      expect(await failure(send())).toMatchObject({ outcome: 'unknown' });
    },
  );

  it('does not know whether it was sent when the answer begins and never ends', async () => {
    wire.answer = (_, response) => response.writeHead(200).write('{"messages":');

    expect(await failure(send(client(50)))).toMatchObject({ outcome: 'unknown' });
  });

  it('does not know whether it was sent when the answer comes drop by drop', async () => {
    let dripping: NodeJS.Timeout | undefined;
    wire.answer = (_, response) => {
      response.writeHead(200);
      dripping = setInterval(() => response.write(' '), 10);
    };
    try {
      expect(await failure(send(client(100)))).toMatchObject({ outcome: 'unknown' });
    } finally {
      clearInterval(dripping);
    }
  });

  it('passes on how long WhatsApp asks to wait', async () => {
    wire.answer = (_, response) =>
      response
        .writeHead(429, { 'content-type': 'application/json', 'Retry-After': '7' })
        .end(JSON.stringify({ error: { code: 130_429, message: 'Rate limit hit' } }));

    expect(await failure(send())).toMatchObject({ code: 130_429, retryAfterMs: 7_000 });
  });

  it.each([{}, { id: '' }])('has no id of a file when the answer is 200 with %p', async (body) => {
    wire.answer = json(body);

    const uploading = client().upload(Buffer.from('Hello'), 'text/plain', 'a.txt');

    expect(await failure(uploading)).toMatchObject({ outcome: 'unknown' });
  });

  it('takes longer over a file than over a message, and not for ever', async () => {
    wire.answer = (_, response) => setTimeout(() => json({ id: '42' })(_, response), 200);
    expect(await client(50).upload(Buffer.from('Hello'), 'text/plain', 'a.txt')).toBe('42');

    wire.answer = () => undefined;
    const uploading = client(50, 50).upload(Buffer.from('Hello'), 'text/plain', 'a.txt');
    expect(await failure(uploading)).toMatchObject({ outcome: 'unknown' });
  });

  it('takes no other answer for a success when it marks a message as read', async () => {
    wire.answer = json({ success: false });

    await expect(client().markRead('wamid.A=')).rejects.toThrow(GraphError);
  });

  it('carries the token nowhere else, even if it is sent there', async () => {
    const elsewhere = new Wire();
    elsewhere.answer = accepted;
    try {
      const target = await elsewhere.listen();
      wire.answer = (_, response) => response.writeHead(307, { location: `${target}/messages` }).end();

      expect(await failure(send())).toMatchObject({ outcome: 'unknown' });
      expect(elsewhere.received).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  it('uses one connection for messages that follow each other', async () => {
    const sockets = new Set<unknown>();
    wire.answer = (request, response) => {
      sockets.add(request.socket);
      accepted(request, response);
    };
    const one = client();

    await send(one);
    await send(one);

    expect(sockets.size).toBe(1);
  });
});
