import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Redis } from 'ioredis';

import { freePort } from '#platform';

import { type RedisServer, startRedis } from '../redis-server.mjs';

import { waitUntil } from './wait-until.ts';

const lastSlot = 16_383;
const masters = 3;
/** Longer than a replica tries to take over when it is told to. */
const failoverMs = 6_000;
/** After so long without an answer a node is replaced: on a busy machine only where a test wants that. */
const nodeTimeoutMs = { patient: 30_000, hasty: 1_000 };

/** One node: its server and a connection to control it. */
interface ClusterNode {
  server: RedisServer;
  busPort: number;
  client: Redis;
  id: string;
}

/** A real Redis Cluster on this machine: three masters with a replica each. */
export class RedisCluster {
  private constructor(
    private readonly folder: string,
    private readonly nodes: ClusterNode[],
  ) {}

  static async start(): Promise<RedisCluster> {
    const folder = await mkdtemp(join(tmpdir(), 'handsfree-cluster-'));
    const started = await Promise.allSettled(Array.from({ length: 2 * masters }, () => startNode(folder)));
    const nodes = started.flatMap((node) => (node.status === 'fulfilled' ? [node.value] : []));
    const cluster = new RedisCluster(folder, nodes);
    try {
      if (nodes.length < started.length) throw new Error('Not every node of the cluster started');
      await cluster.#join();
      return cluster;
    } catch (error) {
      await cluster.close();
      throw error;
    }
  }

  /** For `REDIS_URL`: two nodes lead to the others. */
  get url(): string {
    return this.nodes
      .slice(0, 2)
      .map(({ server }) => server.url)
      .join(',');
  }

  /** The server that holds `key`, and its replica. */
  async holding(key: string): Promise<{ master: RedisServer; replica: RedisServer }> {
    const slot = await this.#anyClient().cluster('KEYSLOT', key);
    const ranges = await this.#anyClient().cluster('SLOTS');
    const [, , master, replica] = ranges.find(([from, to]) => from <= slot && slot <= to) ?? [];
    return { master: this.#server(master?.[1]), replica: this.#server(replica?.[1]) };
  }

  /** Sends any command to one server. */
  async call(server: RedisServer, command: string, ...args: string[]): Promise<unknown> {
    return this.#node(server.port).client.call(command, ...args);
  }

  async close(): Promise<void> {
    for (const { client } of this.nodes) client.disconnect();
    await Promise.all(this.nodes.map(({ server }) => server.kill()));
    // A server's child process may still write there for a moment.
    await rm(this.folder, { recursive: true, maxRetries: 10 });
  }

  async #join(): Promise<void> {
    const [first, ...others] = this.nodes;
    if (!first) return;
    await Promise.all(
      this.nodes.map(async ({ client }, at) => {
        await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(at + 1));
        if (at >= masters) return;
        const from = Math.ceil((at * (lastSlot + 1)) / masters);
        const to = Math.ceil(((at + 1) * (lastSlot + 1)) / masters) - 1;
        await client.call('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
      }),
    );
    for (const { client } of others) {
      await client.call('CLUSTER', 'MEET', '127.0.0.1', String(first.server.port), String(first.busPort));
    }
    await Promise.all(
      this.nodes.slice(masters).map(async ({ client }, at) => {
        const master = this.nodes[at]?.id ?? '';
        await waitUntil(
          'the replica knows its master',
          async () => (await client.call('CLUSTER', 'REPLICATE', master)) === 'OK',
        );
      }),
    );
    await this.untilHealthy();
    await this.#setNodeTimeout(nodeTimeoutMs.patient);
    // A replica may have taken over meanwhile.
    await this.untilHealthy();
  }

  /** Has a replica take its master's place. */
  async failOver(replica: RedisServer): Promise<void> {
    await waitUntil(
      'the replica has taken over',
      async () => {
        const role = (): Promise<unknown> =>
          this.call(replica, 'ROLE').then((answer) => (answer as unknown[])[0]);
        if ((await role()) === 'master') return true;
        await this.call(replica, 'CLUSTER', 'FAILOVER');
        // It gives up after five seconds, as a busy machine may need.
        return waitUntil('it has', async () => (await role()) === 'master', failoverMs).catch(() => false);
      },
      60_000,
    );
  }

  /** From now on the replica of a master that does not answer takes its place. */
  failOverSoon(): Promise<void> {
    return this.#setNodeTimeout(nodeTimeoutMs.hasty);
  }

  /** From now on no master is replaced just because it is slow. */
  failOverLate(): Promise<void> {
    return this.#setNodeTimeout(nodeTimeoutMs.patient);
  }

  /** Of all that are up. */
  async #setNodeTimeout(ms: number): Promise<void> {
    const running = this.nodes.filter(({ client }) => client.status === 'ready');
    await Promise.all(running.map(({ client }) => client.config('SET', 'cluster-node-timeout', ms)));
  }

  /** Every running node is up, and every replica is in sync with its master. */
  async untilHealthy(): Promise<void> {
    await Promise.all(
      this.nodes.map(async ({ client }) =>
        waitUntil(
          'the cluster is healthy',
          async () => {
            const [state, replication, slots] = await Promise.all([
              client.cluster('INFO'),
              client.info('replication'),
              client.cluster('SLOTS'),
            ]);
            const hasPeer = /connected_slaves:1|master_link_status:up/.test(replication);
            const knowsReplicas = slots.every(([, , ...holders]) => holders.length === 2);
            return state.includes('cluster_state:ok') && knowsReplicas && hasPeer;
          },
          60_000,
        ),
      ),
    );
  }

  #anyClient(): Redis {
    const node = this.nodes.find(({ client }) => client.status === 'ready');
    if (!node) throw new Error('No node of the cluster is up');
    return node.client;
  }

  #node(port?: number): ClusterNode {
    const node = this.nodes.find(({ server }) => server.port === port);
    if (!node) throw new Error(`No node of the cluster listens on ${port}`);
    return node;
  }

  #server(port?: number): RedisServer {
    return this.#node(port).server;
  }
}

async function startNode(folder: string): Promise<ClusterNode> {
  const own = await mkdtemp(join(folder, 'node-'));
  const busPort = await freePort();
  const settings = {
    'cluster-enabled': 'yes',
    'cluster-port': busPort,
    'cluster-announce-ip': '127.0.0.1',
    'cluster-node-timeout': nodeTimeoutMs.hasty,
    // However long a replica has heard nothing of its master, it may take over.
    'cluster-replica-validity-factor': 0,
    appendonly: 'yes',
    appendfsync: 'no',
    'repl-diskless-sync-delay': 0,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = await startRedis(own, flags);
  if (!server)
    throw new Error('redis-server can not run as a node of a cluster: version 7 or newer is needed');
  const client = new Redis(server.url);
  client.on('error', () => undefined);
  return { server, busPort, client, id: await client.cluster('MYID') };
}
