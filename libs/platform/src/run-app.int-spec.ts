import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { waitUntil } from '#testing';

import { freePort } from './free-port.ts';

/** Several times what a pipe holds, and less than may wait for its reader. */
const lines = 3_000;

describe('an app that is asked to end', () => {
  let child: ChildProcess;
  let output: string;
  let closed: Promise<unknown[]>;

  afterEach(() => child.kill('SIGKILL'));

  /** @param finish what the app does after it has logged many lines at its end. @param next what it does once it listens */
  async function start(
    finish: string,
    { shutdownLimitMs = 60_000, lastLinesLimitMs = 60_000, next = '' } = {},
  ): Promise<void> {
    const program = `
      import { Logger } from '@nestjs/common';
      import { portSettings, restart, runApp } from '#platform';
      class Chatty {
        async onModuleDestroy() {
          const logger = new Logger('chatty');
          for (let at = 0; at < ${lines}; at++) logger.log({ message: 'last words', padding: '${'x'.repeat(100)}' });
          ${finish}
        }
      }
      await runApp({
        name: 'chatty',
        settings: { port: portSettings.media },
        module: () => ({ module: class {}, providers: [Chatty] }),
        shutdownLimitMs: ${shutdownLimitMs},
        lastLinesLimitMs: ${lastLinesLimitMs},
      });
      ${next}`;
    child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      env: { MEDIA_PORT: String(await freePort()) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // It may close before anybody waits for that.
    closed = once(child, 'close');
    output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await waitUntil('it listens', () => output.includes('listening'));
  }
  const said = (words: string): number => output.split(`"msg":"${words}`).length - 1;

  it('has its last lines read', async () => {
    await start('');
    child.kill('SIGTERM');

    expect(await closed).toEqual([0, null]);
    expect(said('last words')).toBe(lines);
  });

  it('says that its work did not finish in time', async () => {
    await start('return new Promise(() => undefined);', { shutdownLimitMs: 1 });
    child.kill('SIGTERM');

    expect(await closed).toEqual([1, null]);
    expect(said('last words')).toBe(lines);
    expect(said('work did not finish in time')).toBe(1);
  });

  it('finishes its work and exits with 1 when it wants to be started anew', async () => {
    await start('', { next: "restart('a worker takes nothing');" });

    expect(await closed).toEqual([1, null]);
    expect(said('this process ends, to be started anew')).toBe(1);
    expect(said('last words')).toBe(lines);
  });

  it('ends also when nobody reads its last lines', async () => {
    await start('', { lastLinesLimitMs: 500 });
    child.stdout?.pause();
    child.kill('SIGTERM');

    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
