import { Cluster, Redis, type RedisOptions } from 'ioredis';

import type { RedisAddress } from './redis-address.ts';
import type { QueueLimits, QueueRole } from './queue-connection.ts';

export type RedisClient = Redis | Cluster;

const longestReconnectPauseMs = 1_000;
const sentinelAnswerMs = 1_000;
const producerFailover = { retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 };
/** A worker's command is redirected for about 20 seconds: longer than a failover takes. */
const workerFailover = { retryDelayOnFailover: 200, retryDelayOnClusterDown: 200, maxRedirections: 100 };

/** One connection for each role: a time limit on a worker's would end its wait for the next job. */
export function openRedis(address: RedisAddress, role: QueueRole, limits: QueueLimits): RedisClient {
  const options = role === 'producer' ? producerOptions(limits) : workerOptions(limits);
  const client = connect(address, role, options);
  // BullMQ reports them while the queue is open; an error without a listener would go to the console.
  client.on('error', () => undefined);
  return client;
}

function connect(address: RedisAddress, role: QueueRole, options: RedisOptions): RedisClient {
  if (address.kind === 'single') return new Redis(address.url, options);
  if (address.kind === 'sentinel') return new Redis({ ...options, ...sentinelOptions(address) });
  const { nodes, access } = address;
  return new Cluster(nodes, {
    enableAutoPipelining: true,
    redisOptions: { ...options, ...access },
    // Certificates name hosts, not addresses.
    ...(access.tls && { dnsLookup: (host, callback) => callback(null, host) }),
    ...(role === 'producer' ? producerFailover : workerFailover),
  });
}

function sentinelOptions(address: RedisAddress & { kind: 'sentinel' }): RedisOptions {
  const { sentinels, master, db, access, sentinelAccess } = address;
  const { username, password, tls } = sentinelAccess;
  return {
    ...access,
    sentinels,
    name: master,
    db,
    ...(username && { sentinelUsername: username }),
    ...(password && { sentinelPassword: password }),
    ...(tls && { sentinelTLS: tls, enableTLSForSentinelMode: true }),
    // A hanging sentinel must not keep us from the next one.
    sentinelCommandTimeout: sentinelAnswerMs,
  };
}

const common: RedisOptions = {
  // Commands of one event-loop turn leave in one write: each write wakes the other side, which costs more than the commands do.
  enableAutoPipelining: true,
  retryStrategy: (times) => Math.min(times * 100, longestReconnectPauseMs),
};

/** What cannot be sent at once is refused, and never sent later. */
function producerOptions({ enqueueMs, producerSilenceMs }: QueueLimits): RedisOptions {
  return {
    ...common,
    connectTimeout: enqueueMs,
    socketTimeout: producerSilenceMs,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    reconnectOnError: (error) => isDemoted(error),
  };
}

/** What a worker has done must be recorded, however long that takes. */
function workerOptions({ workerSilenceMs }: QueueLimits): RedisOptions {
  return {
    ...common,
    connectTimeout: 5_000,
    socketTimeout: workerSilenceMs,
    maxRetriesPerRequest: null,
    reconnectOnError: (error) => (isDemoted(error) ? 2 : false),
  };
}

/** Sentinel demoted this node to a replica; the next connection goes to the new master. */
const isDemoted = ({ message }: Error): boolean => message.includes('READONLY');
