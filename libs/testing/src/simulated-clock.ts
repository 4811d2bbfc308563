import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { DatabaseClock } from './database-clock.ts';
import type { TestDatabase } from './test-database.ts';

/** The time of the apps of a test and of their database, which its author moves; create it before the apps start. */
export class SimulatedClock {
  private constructor(
    private readonly database: DatabaseClock,
    private readonly folder: string,
  ) {}

  static async start(database: TestDatabase, at: Date): Promise<SimulatedClock> {
    const folder = await mkdtemp(join(tmpdir(), 'handsfree-clock-'));
    const clock = new SimulatedClock(await DatabaseClock.start(database), folder);
    await clock.moveTo(at);
    return clock;
  }

  /** Of the apps. */
  get settings(): Record<string, string> {
    const preload = pathToFileURL(join(import.meta.dirname, '../simulated-date.mjs')).href;
    return { SIMULATED_CLOCK: this.#file, NODE_OPTIONS: `--import=${preload}` };
  }

  /** It is that time, and time goes on from there. @param work is done while the clock of the apps stands still */
  async moveTo<T>(at: Date, work?: () => Promise<T>): Promise<T | undefined> {
    await this.#write({ standsAt: at.getTime() });
    await this.database.moveTo(at);
    const done = await work?.();
    await this.#write({ aheadMs: at.getTime() - Date.now() });
    return done;
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  get #file(): string {
    return join(this.folder, 'clock.json');
  }

  /** Whole, however it is read meanwhile. */
  async #write(clock: { standsAt: number } | { aheadMs: number }): Promise<void> {
    await writeFile(`${this.#file}.new`, JSON.stringify(clock));
    await rename(`${this.#file}.new`, this.#file);
  }
}
