import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { AppWatch } from './app-watch.ts';

describe('the watch over the apps', () => {
  let server: Server;
  let known: boolean;
  let watch: AppWatch;

  beforeEach(async () => {
    server = createServer((_, response) => response.end('{"details":{}}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    known = true;
    watch = new AppWatch(
      [{ name: 'intent', host: 'intent', port }],
      () => (known ? Promise.resolve(['127.0.0.1']) : Promise.reject(new Error('EAI_AGAIN'))),
      60_000,
    );
  });
  afterEach(() => server.close());

  const isReachable = async () =>
    (await watch.states()).flatMap(({ replicas }) => replicas.map((one) => one.isReachable));

  it('sees an app by the addresses of its name', async () => {
    expect(await isReachable()).toEqual([true]);
  });

  it('does not take an app for lost while names are not known, nor one that is lost for there', async () => {
    await watch.states();
    known = false;
    expect(await isReachable()).toEqual([true]);

    server.close();
    server.closeAllConnections();
    expect(await isReachable()).toEqual([false]);
  });

  it('tells one that hangs from one that has ended', async () => {
    const isSilent = async () =>
      (await watch.states()).flatMap(({ replicas }) => replicas.map((one) => one.isSilent));
    server.removeAllListeners('request');
    expect(await isSilent()).toEqual([true]);

    server.close();
    server.closeAllConnections();
    expect(await isSilent()).toEqual([false]);
  });

  it('knows of no replica of a name that was never known', async () => {
    known = false;

    expect(await isReachable()).toEqual([]);
  });
});
