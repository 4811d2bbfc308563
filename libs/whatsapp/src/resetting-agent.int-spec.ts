import type { LookupAddress } from 'node:dns';
import type { Agent as HttpAgent } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';

import axios from 'axios';

import { freePort } from '#platform';
import { waitUntil } from '#testing';

import { resettingAgents } from './resetting-agent.ts';

/** Node's types do not know them. */
const optionsOf = (agent: HttpAgent): object => (agent as HttpAgent & { options: object }).options;

/** TLS by a shared key, which takes no certificate. */
const tls = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const;
const psk = Buffer.alloc(32, 'a key');

describe.each(['http', 'https'] as const)('a connection over %s', (protocol) => {
  let server: Server;
  let received: number;
  let ends: (string | undefined)[];
  let answer: string | undefined;
  const { httpAgent, httpsAgent } = resettingAgents();
  Object.assign(httpsAgent.options, {
    ...tls,
    pskCallback: () => ({ psk, identity: 'us' }),
    checkServerIdentity: () => undefined,
  });

  beforeAll(async () => {
    const serve = (socket: Socket): void => {
      socket.on('data', () => {
        received++;
        if (answer !== undefined) socket.write(answer);
      });
      socket.on('error', (error: NodeJS.ErrnoException) => ends.push(error.code));
      socket.on('end', () => ends.push('closed'));
    };
    server =
      protocol === 'http'
        ? createServer(serve)
        : createSecureServer({ ...tls, pskCallback: () => psk }, serve);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => {
    httpAgent.destroy();
    httpsAgent.destroy();
    server.close();
  });
  beforeEach(() => {
    received = 0;
    ends = [];
    answer = undefined;
  });

  const ask = (signal?: AbortSignal) =>
    axios.post(`${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}/`, 'hello', {
      httpAgent,
      httpsAgent,
      signal,
    });

  it('is reset when the request is given up, so that nothing of it arrives afterwards', async () => {
    const giveUp = new AbortController();
    const asked = ask(giveUp.signal).catch((error: unknown) => error);
    await waitUntil('it has arrived', () => received > 0);
    giveUp.abort();
    expect(await asked).toMatchObject({ message: 'canceled' });

    await waitUntil('the other side knows', () => ends.length > 0);
    expect(ends).toEqual(['ECONNRESET']);
  });

  it('is made to the second address of a host when the first does not answer', async () => {
    answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
    const { httpAgent: anew, httpsAgent: anewSecurely } = resettingAgents();
    Object.assign(anewSecurely.options, httpsAgent.options);
    const lookup = (_host: string, _options: object, done: (error: null, found: LookupAddress[]) => void) =>
      done(null, [
        { address: '127.0.0.2', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    for (const one of [anew, anewSecurely]) Object.assign(optionsOf(one), { lookup });
    const { port } = server.address() as AddressInfo;

    const { data } = await axios.get<string>(`${protocol}://twice.test:${port}/`, {
      httpAgent: anew,
      httpsAgent: anewSecurely,
      proxy: false,
    });

    expect(data).toBe('ok');
    anew.destroy();
    anewSecurely.destroy();
    await waitUntil('the other side knows', () => ends.length > 0);
  });

  it('fails as usual when nobody listens', async () => {
    const port = await freePort();
    await expect(
      axios.get(`${protocol}://127.0.0.1:${port}/`, { httpAgent, httpsAgent }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('serves one request after the other', async () => {
    answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

    expect([(await ask()).data, (await ask()).data]).toEqual(['ok', 'ok']);
    expect(ends).toEqual([]);
  });
});
