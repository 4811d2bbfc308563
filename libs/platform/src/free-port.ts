import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems hand out by themselves, to whoever connects or listens on any port: nobody gets one of these by chance. */
const first = 20_000;
const count = 10_000;
const mostTries = 1_000;

/**
 * A port that nobody listens on, and that nobody else is given here, in whichever process, for as long as this one runs: who asked for it may
 * take long to listen on it, or stop and start again.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < mostTries; tries++) {
    const port = first + Math.floor(Math.random() * count);
    if ((await isReserved(port)) && (await isFree(port))) return port;
  }
  throw new Error(`No port from ${first} to ${first + count - 1} is free on 127.0.0.1`);
}

/**
 * The same number among the ports of UDP, which nobody here uses, stands for it; the system takes it back when this process ends. Where UDP is not
 * allowed, none is reserved.
 */
async function isReserved(port: number): Promise<boolean> {
  const socket = createSocket('udp4').unref();
  try {
    socket.bind({ port, address: '127.0.0.1', exclusive: true });
    await once(socket, 'listening');
    return true;
  } catch (error) {
    socket.close();
    return (error as NodeJS.ErrnoException).code !== 'EADDRINUSE';
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    await once(server.close(), 'close');
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** Windows does not allow those that it keeps for itself. */
const isTaken = (error: unknown): boolean =>
  ['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
