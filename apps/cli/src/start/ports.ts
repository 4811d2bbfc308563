import { createServer } from 'node:net';

/** A port that nobody listens on, chosen by the system. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');
  return address.port;
}

/** Throws with the name of the setting to change when a port is taken. */
export async function requireFree(ports: { setting: string; port: number }[]): Promise<void> {
  const taken: string[] = [];
  for (const { setting, port } of ports) {
    if (!(await isFree(port)))
      taken.push(`Port ${port} is in use. Stop what listens there or set ${setting} to a free port.`);
  }
  if (taken.length > 0) throw new Error(taken.join('\n'));
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
