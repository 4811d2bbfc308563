import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

import { freePort } from '#platform';

/**
 * A real redis-server on 127.0.0.1 that keeps its files in `folder`; undefined where it is not installed.
 * @param {string} folder
 * @param {string[]} flags
 * @param {number} [samePort] as one that was stopped
 */
export async function startRedis(folder, flags = [], samePort) {
  const port = samePort ?? (await freePort());
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const server = spawn('redis-server', [...options, ...flags], { stdio: 'ignore' });
  const failed = new AbortController();
  server.once('error', () => failed.abort());
  server.once('exit', () => failed.abort());
  while (!failed.signal.aborted && !(await isListening(port))) await setTimeout(20);
  if (failed.signal.aborted) return undefined;
  const stop = async () => {
    const exit = once(server, 'exit');
    server.kill('SIGCONT');
    server.kill();
    await exit;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    stop,
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
