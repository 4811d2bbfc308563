import { setTimeout } from 'node:timers/promises';

import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

import { type Dependency, Gate } from '#platform';

import { Database } from './database.ts';
import { KeyCheck } from './key-check.ts';

const pauseMs = 1_000;

/**
 * Holds the gate of an app that starts until its keys were compared with the database, which may come up after the app. Meanwhile the
 * app listens, but is not ready.
 */
@Injectable()
export class KeyAdmission implements Dependency, OnModuleInit, OnModuleDestroy {
  readonly dependencyName = 'keys';
  readonly #logger = new Logger('keys');
  readonly #stop = new AbortController();
  #isOver = false;
  #comparison: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly keys: KeyCheck,
    private readonly gate: Gate,
  ) {}

  onModuleInit(): void {
    const release = this.gate.hold();
    this.#comparison = this.#compare(release);
    this.#comparison.catch((error: unknown) => this.#logger.error(error));
  }

  onModuleDestroy(): void {
    this.#stop.abort();
  }

  /** Resolves when the keys are right, or the app shuts down before that is known. Rejects with why it may not work here. */
  passed(): Promise<void> {
    return this.#comparison;
  }

  ping(): Promise<void> {
    return this.#isOver ? Promise.resolve() : Promise.reject(new Error('not compared with the database yet'));
  }

  isCauseOf(): boolean {
    return false;
  }

  async #compare(release: () => void): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      if (await this.#isCompared()) {
        this.#isOver = true;
        return release();
      }
      this.#logger.warn({ message: 'waiting for the database' });
      await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** @returns false when the database is out of reach */
  async #isCompared(): Promise<boolean> {
    try {
      await this.database.ping();
    } catch {
      return false;
    }
    try {
      await this.keys.check();
      return true;
    } catch (error) {
      if (this.#stop.signal.aborted || this.database.isCauseOf(error)) return false;
      throw error;
    }
  }
}
