import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createSecureServer } from 'node:tls';

import axios from 'axios';

import { resettingAgents } from './resetting-agent.ts';

describe.each(['http', 'https'] as const)('a connection over %s', (protocol) => {
  let server: Server;
  let ends: (string | undefined)[];
  let answer: string | undefined;
  const { httpAgent, httpsAgent } = resettingAgents();
  httpsAgent.options.rejectUnauthorized = false;

  beforeAll(async () => {
    const serve = (socket: Socket): void => {
      socket.on('data', () => answer !== undefined && socket.write(answer));
      socket.on('error', (error: NodeJS.ErrnoException) => ends.push(error.code));
      socket.on('end', () => ends.push('closed'));
    };
    server = protocol === 'http' ? createServer(serve) : createSecureServer(certificate(), serve);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => {
    httpAgent.destroy();
    httpsAgent.destroy();
    server.close();
  });
  beforeEach(() => {
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
    await expect(ask(AbortSignal.timeout(300))).rejects.toThrow('canceled');

    while (ends.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(ends).toEqual(['ECONNRESET']);
  });

  it('serves one request after the other', async () => {
    answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

    expect([(await ask()).data, (await ask()).data]).toEqual(['ok', 'ok']);
    expect(ends).toEqual([]);
  });
});

/** Signed by itself. */
function certificate(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'handsfree-certificate-'));
  try {
    const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'cert')];
    const about = ['-subj', '/CN=localhost', '-days', '2', '-nodes'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...files, ...about], { stdio: 'ignore' });
    return { key: readFileSync(join(folder, 'key')), cert: readFileSync(join(folder, 'cert')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
