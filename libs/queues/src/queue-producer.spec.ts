import { setTimeout } from 'node:timers/promises';

import { bulkhead } from 'cockatiel';

import { testSealer } from '#testing';

import { wishQueue } from '../test/plain-wish-app.ts';
import { type QueueConnection, usualLimits } from './queue-connection.ts';
import { QueueProducer } from './queue-producer.ts';

type Queue = ConstructorParameters<typeof QueueProducer>[1];

describe('a queue on a busy machine', () => {
  it('takes a backlog again, although looking for all of its jobs takes longer than a write may', async () => {
    const fewConnections = bulkhead(5, Infinity);
    const added: unknown[] = [];
    const slow = {
      getJob: () => fewConnections.execute(() => setTimeout(10)),
      addBulk: (jobs: unknown[]) => Promise.resolve(added.push(...jobs)),
    } as unknown as Queue;
    const connection = {
      limits: { ...usualLimits, enqueueMs: 500 },
      isConnected: () => true,
      untilConnected: () => Promise.resolve(),
      untilReplicated: () => Promise.resolve(),
    } as unknown as QueueConnection;
    const producer = new QueueProducer(wishQueue('wish'), slow, connection, testSealer());

    await producer.enqueueAgain(...Array.from({ length: 500 }, (_, at) => ({ id: String(at) })));

    expect(added).toHaveLength(500);
  });
});
