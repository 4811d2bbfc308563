import { getQueueToken } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';

import { type Gate, withTimeLimit } from '#platform';

import type { QueueConnection } from './queue-connection.ts';
import type { QueueConfig } from './queue-settings.ts';
import { readQueueState } from './queue-state.ts';
import { thresholdsOf } from './queue-thresholds.ts';
import type { QueueWorker } from './queue-worker.ts';

const answerLimitMs = 2_000;
/** Longer than any job takes: all that are under way hang. */
const longestJobMs = 20 * 60_000;

interface Parts {
  modules: ModuleRef;
  connection: QueueConnection;
  gate: Pick<Gate, 'openForMs'>;
  config: QueueConfig;
  /** How long a worker has to look dead before it counts as dead: right after an outage it may just be waking. */
  confirmedAfterMs: number;
  /** Ends this process, to be started anew. */
  restart: (reason: string) => void;
}

/**
 * Notices a worker of this process that is up and takes nothing while work waits, which happened after outages of Redis. In an outage
 * waiting is right, and no restart would help.
 */
@Injectable()
export class ConsumptionWatch {
  readonly #workers = new Map<string, QueueWorker>();
  readonly #deadSince = new Map<string, number>();

  constructor(private readonly parts: Parts) {}

  add(queue: string, worker: QueueWorker): void {
    this.#workers.set(queue, worker);
  }

  /** To be called again and again. */
  async look(): Promise<void> {
    for (const [name, worker] of this.#workers) {
      // A queue that does not answer is no sign of a dead worker.
      const isDead = await withTimeLimit(this.#looksDead(name, worker), answerLimitMs).catch(() => false);
      const now = performance.now();
      const since = this.#deadSince.get(name) ?? now;
      if (!isDead) this.#deadSince.delete(name);
      else if (now - since < this.parts.confirmedAfterMs) this.#deadSince.set(name, since);
      else {
        const seconds = Math.round(worker.movement.stillForMs / 1_000);
        return this.parts.restart(`work waits on the queue ${name}, and nothing was taken for ${seconds} s`);
      }
    }
  }

  async #looksDead(name: string, worker: QueueWorker): Promise<boolean> {
    const { modules, connection, gate, config } = this.parts;
    const thresholds = thresholdsOf(name, config);
    const limitMs = thresholds.failing * 1_000;
    const { stillForMs, running } = worker.movement;
    if (stillForMs < (running > 0 ? longestJobMs : limitMs) || gate.openForMs < limitMs) return false;
    if (!connection.isConnected(name)) return false;
    const queue = modules.get<Queue>(getQueueToken(name), { strict: false });
    // Somebody wants it so, or all sends of the moment are taken.
    if ((await queue.isPaused()) || (await queue.getRateLimitTtl()) > 0) return false;
    const { oldestWaitingSeconds } = await readQueueState(queue, connection, thresholds);
    return (oldestWaitingSeconds ?? 0) >= thresholds.failing;
  }
}
