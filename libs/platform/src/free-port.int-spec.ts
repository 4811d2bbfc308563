import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { promisify } from 'node:util';

import { freePort } from './free-port.ts';

describe('a free port', () => {
  const { random } = Math;
  afterEach(() => void (Math.random = random));

  /** Whoever asks for one is led to this one first. */
  function lead(port: number): void {
    const places = [(port - 20_000 + 0.5) / 10_000];
    Math.random = () => places.shift() ?? random();
  }

  it('is given to one process alone, for as long as that runs', async () => {
    const port = await freePort();
    const other = `require('node:dgram').createSocket('udp4').on('error', ({ code }) => console.log(code)).bind(${port}, '127.0.0.1')`;

    lead(port);
    expect(await freePort()).not.toBe(port);
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', other]);
    expect(stdout).toBe('EADDRINUSE\n');
  });

  it('is one that nobody listens on, and can be listened on', async () => {
    const port = await freePort();
    const server = createServer();
    await once(server.listen(port, '127.0.0.1'), 'listening');
    server.close();
    await once(server, 'close');
  });

  it('is none that another program listens on', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    lead(port);

    expect(await freePort()).not.toBe(port);
    server.close();
  });
});
