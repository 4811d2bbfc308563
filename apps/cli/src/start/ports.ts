import { createServer } from 'node:net';

/** Throws when a port is taken, naming the setting to change. */
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
