import { createServer } from 'node:net';

/** Throws when `npm start` can not listen on a port, naming the setting to change. */
export async function requireFree(host: string, ports: { setting: string; port: number }[]): Promise<void> {
  const faults = await Promise.all(
    ports.map(async ({ setting, port }) => wordsOf(await faultOf(host, port), host, setting, port)),
  );
  const found = new Set(faults.filter((fault) => fault !== undefined));
  if (found.size > 0) throw new Error([...found].join('\n'));
}

/** @returns an error code */
function faultOf(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown reason'));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

function wordsOf(code: string | undefined, host: string, setting: string, port: number): string | undefined {
  if (code === undefined) return undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use. Stop what listens there or set ${setting} to a free port.`;
  if (code === 'EADDRNOTAVAIL') return `HOST: ${host} is no address of this machine.`;
  return `${setting}: port ${port} can not be listened on (${code}). Set another one.`;
}
