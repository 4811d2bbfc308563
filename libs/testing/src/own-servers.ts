import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { forkServices } from '../fork-services.mjs';

/** A PostgreSQL and a Redis that one test has for itself, to stop and start. */
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

  /** Again, with the data it had. */
  startAgain(server: 'PostgreSQL' | 'Redis'): Promise<void> {
    return this.#ask(`start ${server}`);
  }

  /** It takes connections and says nothing on them; those that are open go on. */
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
