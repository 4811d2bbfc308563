import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function run(script: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, '../deploy', script), ...args],
      (error, stdout, stderr) => done({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

it('tells whether an app is ready, and what is at a path', async () => {
  const server = createServer(({ url }, response) => {
    response.statusCode = url === '/health/ready' ? 503 : 200;
    response.end(`this is ${url}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = String((server.address() as AddressInfo).port);
  try {
    expect(await run('healthcheck.mjs', port)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'this is /health/ready\n',
    });
    expect(await run('healthcheck.mjs', port, '/health/queues')).toEqual({
      code: 0,
      stdout: 'this is /health/queues\n',
      stderr: '',
    });
  } finally {
    server.close();
  }
});

// Files are given to the user of the image.
const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;
describeAsRoot('as root', () => {
  it('makes missing secrets, and leaves alone what is there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
    try {
      expect((await run('secrets.mjs', folder)).code).toBe(0);
      const token = textOf('ops/token');
      expect(token.length).toBeGreaterThan(20);
      // Only others can give it: it counts as not set.
      expect(textOf('gemini/api-key')).toBe('');

      writeFileSync(join(folder, 'gemini/api-key'), 'mine');
      expect(await run('secrets.mjs', folder)).toEqual({ code: 0, stdout: '', stderr: '' });
      expect([textOf('ops/token'), textOf('gemini/api-key')]).toEqual([token, 'mine']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
