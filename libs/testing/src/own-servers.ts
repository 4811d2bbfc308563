import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { forkServices } from '../fork-services.mjs';

/** A PostgreSQL and a Redis for one test alone, to stop and start. */
export class OwnServers {
  private constructor(
    private readonly services: ChildProcess,
    readonly databaseServer: string,
    readonly redisUrl?: string,
  ) {}

  static async start(): Promise<OwnServers> {
    const { services, databaseServer, redisUrl } = await forkServices();
    return new OwnServers(services, databaseServer, redisUrl);
  }

  stop(server: 'PostgreSQL' | 'Redis'): Promise<void> {
    return this.#ask(`stop ${server}`);
  }

  /** With the same data. A server that runs goes on. */
  startAgain(server: 'PostgreSQL' | 'Redis'): Promise<void> {
    return this.#ask(`start ${server}`);
  }

  /** Accepts connections without answering on them; open ones still work. */
  freezeDatabase(): Promise<void> {
    return this.#ask('freeze PostgreSQL');
  }

  thawDatabase(): Promise<void> {
    return this.#ask('thaw PostgreSQL');
  }

  async close(): Promise<void> {
    const exit = once(this.services, 'exit');
    this.services.disconnect();
    await exit;
  }

  async #ask(what: string): Promise<void> {
    const done = once(this.services, 'message');
    this.services.send(what);
    await done;
  }
}
