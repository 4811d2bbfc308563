import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { freePort } from '#platform';

/**
 * A real redis-server on 127.0.0.1 that keeps its files in `folder`; undefined where it is not installed.
 * @param {string} folder
 * @param {string[]} flags
 * @param {number} [samePort] that of a server that was stopped
 */
export async function startRedis(folder, flags = [], samePort) {
  const port = samePort ?? (await freePort());
  return listening(
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...flags],
    port,
  );
}

/**
 * A real Sentinel that watches the master `main`, with a quorum of one.
 * @param {string} folder
 * @param {number} masterPort
 * @param {string} password the master's
 */
export async function startSentinel(folder, masterPort, password) {
  const port = await freePort();
  const file = join(folder, 'sentinel.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor main 127.0.0.1 ${masterPort} 1`,
    `sentinel auth-pass main ${password}`,
    'sentinel down-after-milliseconds main 500',
    'sentinel failover-timeout main 2000',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  return listening([file, '--sentinel'], port);
}

/**
 * @param {string[]} args
 * @param {number} port
 */
async function listening(args, port) {
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const failed = new AbortController();
  server.once('error', () => failed.abort());
  server.once('exit', () => failed.abort());
  while (!failed.signal.aborted && !(await isListening(port))) await setTimeout(20);
  if (failed.signal.aborted) return undefined;
  /** @param {NodeJS.Signals} signal */
  const end = async (signal) => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill('SIGCONT');
    server.kill(signal);
    await exit;
  };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    hang: () => void server.kill('SIGSTOP'),
    goOn: () => void server.kill('SIGCONT'),
  };
}

/** @param {number} port */
async function isListening(port) {
  const socket = connect(port, '127.0.0.1');
  const open = await new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return open;
}
