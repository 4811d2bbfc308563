import { lookup } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';

import { z } from 'zod';

import { maskPersonal, withTimeLimit } from '#platform';

import type { WatchedApp } from './watched-app.ts';

/** What one process says of itself. */
interface ReplicaState {
  address: string;
  isReachable: boolean;
  /** It took no connection in time, or one and said nothing: it hangs, or its machine is away. What does not run refuses at once. */
  isSilent?: boolean;
  isReady: boolean;
  /** By what it depends on: why that does not work. */
  faults: Record<string, string>;
  /** By what says so: what works, and should be looked at. */
  warnings: Record<string, string>;
}

export interface AppState {
  name: string;
  replicas: ReplicaState[];
}

const detailSchema = z.object({
  status: z.string(),
  message: z.string().optional(),
  warning: z.string().optional(),
});
const readinessSchema = z.object({ details: z.record(z.string(), detailSchema) });

/** Asks each replica of each app whether it is ready. */
export class AppWatch {
  /** Of each host, its addresses when its name was last known. */
  readonly #addresses = new Map<string, string[]>();

  /**
   * @param resolve a host's addresses
   * @param limitMs for an answer
   */
  constructor(
    private readonly apps: WatchedApp[],
    private readonly resolve: (host: string) => Promise<string[]> = addressesOf,
    private readonly limitMs = 1_500,
  ) {}

  /** Within a few seconds, whatever the apps do. */
  states(): Promise<AppState[]> {
    return Promise.all(this.apps.map((app) => this.#stateOf(app)));
  }

  async #stateOf({ name, host, port }: WatchedApp): Promise<AppState> {
    const addresses = await this.#addressesOf(host);
    const replicas = await Promise.all(addresses.map((address) => replicaAt(address, port, this.limitMs)));
    return { name, replicas };
  }

  /** Of a service without a container, the name is unknown; so it is while a resolver is away, and all apps run. */
  async #addressesOf(host: string): Promise<string[]> {
    if (isIP(host)) return [host];
    try {
      const found = [...new Set(await withTimeLimit(this.resolve(host), this.limitMs))].toSorted();
      this.#addresses.set(host, found);
      return found;
    } catch {
      return this.#addresses.get(host) ?? [];
    }
  }
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

async function replicaAt(ip: string, port: number, limitMs: number): Promise<ReplicaState> {
  const address = `${isIPv6(ip) ? `[${ip}]` : ip}:${port}`;
  const away = { address, isReachable: false, isReady: false, faults: {}, warnings: {} };
  try {
    const response = await fetch(`http://${address}/health/ready`, {
      signal: AbortSignal.timeout(limitMs),
    });
    const { details } = readinessSchema.parse(await response.json());
    const told = (word: 'message' | 'warning'): Record<string, string> =>
      Object.fromEntries(
        Object.entries(details).flatMap(([key, one]) => (one[word] ? [[key, maskPersonal(one[word])]] : [])),
      );
    return {
      address,
      isReachable: true,
      isReady: response.ok,
      faults: told('message'),
      warnings: told('warning'),
    };
  } catch (error) {
    return { ...away, isSilent: error instanceof DOMException && error.name === 'TimeoutError' };
  }
}
