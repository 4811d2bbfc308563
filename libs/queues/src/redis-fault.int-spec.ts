import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

import { freePort } from '#platform';
import { queueBackends, waitUntil } from '#testing';

import { redisFault } from './redis-fault.ts';

describe('why a Redis can not be used', () => {
  const { redisUrl } = queueBackends.map((backend) => backend.config('')).find((one) => one.redisUrl) ?? {};

  // Without one, the test run says so.
  const describeWithRedis = redisUrl ? describe : describe.skip;

  async function listening<T>(server: Server, ask: (port: number) => Promise<T>): Promise<T> {
    const sockets: Socket[] = [];
    server.on('connection', (socket: Socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      return await ask((server.address() as AddressInfo).port);
    } finally {
      sockets.forEach((socket) => socket.destroy());
      server.close();
    }
  }

  /** The first that is not the slowness of this machine. */
  const timely = (ask: () => Promise<string | undefined>): Promise<string> =>
    waitUntil('it is told in time', async () => {
      const fault = await ask();
      return fault !== undefined && !/no answer within|ETIMEDOUT|timeout/i.test(fault) && fault;
    });

  describeWithRedis('that is there', () => {
    it('is undefined when it can', async () => {
      await waitUntil('it can', async () => (await redisFault(redisUrl!)) === undefined);
    });

    it('is its user or password', async () => {
      const url = new URL(redisUrl!);
      url.username = 'somebody';
      url.password = 'wrong-secret';

      const fault = await timely(() => redisFault(url.href));

      expect(fault).toMatch(/^Redis at 127\.0\.0\.1:\d+ can not be used: WRONGPASS/);
      expect(fault).not.toContain('wrong-secret');
    });
  });

  it.each([
    ['one server', (port: number) => `redis://127.0.0.1:${port}`],
    ['a cluster', (port: number) => `redis://127.0.0.1:${port},redis://127.0.0.1:${port}`],
    ['Sentinel', (port: number) => `redis+sentinel://127.0.0.1:${port}/main`],
  ])('is that nothing listens there (%s)', async (_, urlOf) => {
    const port = await freePort();

    expect(await redisFault(urlOf(port))).toContain(`Redis at 127.0.0.1:${port}`);
  });

  it('is that what listens there is silent', async () => {
    const fault = await listening(createServer(), (port) => redisFault(`redis://127.0.0.1:${port}`));

    expect(fault).toContain('can not be used');
  });

  it('is that what listens there is no Redis', async () => {
    const server = createHttpServer((_, response) => response.end('hello'));

    expect(await listening(server, (port) => timely(() => redisFault(`redis://127.0.0.1:${port}`)))).toMatch(
      /^Redis at 127\.0\.0\.1:\d+ can not be used: what answers there is no Redis$/,
    );
  });
});
