import {
  createRedisBackend,
  type IQueueBackend,
  type Queue,
  type QueueBaseOptions,
  type RedisQueueBackend,
} from 'bullmq';

import { withTimeLimit } from '#platform';

import { type JobCounts, QueueConnection, type QueueLimits, type QueueRole } from './queue-connection.ts';
import type { RedisAddress } from './redis-address.ts';
import { openRedis, type RedisClient } from './redis-client.ts';
import { judgeRedis } from './redis-durability.ts';
import { infosOf } from './redis-infos.ts';
import { isRedisOutage } from './redis-outage.ts';

const quitLimitMs = 1_000;

/** Queues in Redis: one server, a cluster, or the master that Sentinel names. */
export class RedisQueueConnection extends QueueConnection {
  readonly #producers = new Map<string, RedisClient>();
  readonly #workers: RedisClient[] = [];

  /**
   * @param prefix of all key names
   * @param replicas how many replicas must have what is enqueued
   */
  constructor(
    private readonly address: RedisAddress,
    private readonly prefix: string,
    private readonly replicas: number,
    limits: QueueLimits,
  ) {
    super(limits);
  }

  /** In a cluster, this hash tag keeps a queue's keys on one node and spreads the queues over the nodes. */
  protected prefixOf(queue: string): string {
    return this.address.kind === 'cluster' ? `{${this.prefix}:${queue}}` : this.prefix;
  }

  open(role: QueueRole, queue: string, options: QueueBaseOptions): IQueueBackend {
    const connection = openRedis(this.address, role, this.limits);
    if (role === 'worker') {
      this.#workers.push(connection);
      // Workers are opened without most of the queue's options.
      const workerOptions = { ...options, connection, skipVersionCheck: true };
      const backend = createRedisBackend(queue, workerOptions, { withBlockingConnection: true });
      waitToTheMillisecond(backend);
      return backend;
    }
    this.#producers.set(queue, connection);
    return createRedisBackend(queue, { ...options, connection });
  }

  isConnected(queue: string): boolean {
    return this.#producers.get(queue)?.status === 'ready';
  }

  async untilConnected(queue: string): Promise<void> {
    if (this.isConnected(queue)) return;
    await new Promise<void>((resolve) => void this.#producers.get(queue)?.once('ready', resolve));
  }

  protected untilAllConnected(): Promise<unknown> {
    return Promise.all([...this.#producers.keys()].map((queue) => this.untilConnected(queue)));
  }

  /** `WAIT` must use the connection that wrote; the key beside it leads to the right node of a cluster. */
  async untilReplicated(queue: string): Promise<void> {
    const client = this.#producers.get(queue);
    if (this.replicas === 0 || !client) return;
    const key = `${this.prefixOf(queue)}:${queue}:meta`;
    const answers = await client.pipeline().exists(key).wait(this.replicas, this.limits.replicationMs).exec();
    for (const [error] of answers ?? []) if (error) throw error;
    const confirmed = Number(answers?.[1]?.[1] ?? 0);
    if (confirmed < this.replicas) {
      throw new Error(
        `${confirmed} of ${this.replicas} replicas confirmed within ${this.limits.replicationMs} ms`,
      );
    }
  }

  /** Redis knows the lengths of its lists and sets. */
  async countJobs(queue: Queue, now: number): Promise<JobCounts> {
    const [counts, overdue] = await Promise.all([
      queue.getJobCounts('wait', 'prioritized', 'active', 'delayed', 'failed'),
      queue.getDelayedCount(now),
    ]);
    const { wait = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
    return { waiting: wait + prioritized, active, delayed, overdue, failed };
  }

  /** New jobs are put in front of the others, and workers take them from the end. */
  async oldestWaitingId(queue: Queue): Promise<string | undefined> {
    const [id] = await queue.getRanges(['wait'], -1, -1, false);
    return id;
  }

  async judge(): Promise<string | undefined> {
    const [client] = this.#producers.values();
    if (!client) return undefined;
    const verdicts = (await infosOf(client)).map((info) => judgeRedis(info, this.address.kind === 'cluster'));
    const problem = verdicts.find((verdict) => verdict.problem)?.problem;
    if (problem) throw new Error(problem);
    return verdicts.find(({ warning }) => warning)?.warning;
  }

  isOutage(error: unknown): boolean {
    return isRedisOutage(error);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.#producers.values(), ...this.#workers].map(close));
  }
}

/** Without the version BullMQ waits for whole seconds, as before Redis 6: what is due in between would be late. */
function waitToTheMillisecond({ blockingConnection }: RedisQueueBackend): void {
  blockingConnection?.client.then(
    () => Object.assign(blockingConnection.capabilities, { canDoubleTimeout: true }),
    // The app closes before Redis was there.
    () => undefined,
  );
}

/** Waits for commands in flight, unless the server is away. */
async function close(client: RedisClient): Promise<void> {
  if (client.status !== 'ready') return client.disconnect();
  // One that is busy with a failover may never say goodbye.
  await withTimeLimit(client.quit(), quitLimitMs).catch(() => client.disconnect());
}
