import { testSealer } from '#testing';

import { wishQueue } from '../test/plain-wish-app.ts';
import { type QueueConnection, usualLimits } from './queue-connection.ts';
import { QueueProducer } from './queue-producer.ts';

type Queue = ConstructorParameters<typeof QueueProducer>[1];

describe('a queue on a busy machine', () => {
  it('looks for few jobs of a backlog at a time, so that each look has as long as a write may take', async () => {
    const added: unknown[] = [];
    let lookedFor = 0;
    let most = 0;
    const slow = {
      getJob: async () => {
        most = Math.max(most, ++lookedFor);
        await new Promise((resolve) => setImmediate(resolve));
        lookedFor--;
      },
      addBulk: (jobs: unknown[]) => Promise.resolve(added.push(...jobs)),
    } as unknown as Queue;
    const connection = {
      limits: { ...usualLimits, enqueueMs: 60_000 },
      isConnected: () => true,
      untilConnected: () => Promise.resolve(),
      untilReplicated: () => Promise.resolve(),
    } as unknown as QueueConnection;
    const producer = new QueueProducer(wishQueue('wish'), slow, connection, testSealer());

    await producer.enqueueAgain(...Array.from({ length: 500 }, (_, at) => ({ id: String(at) })));

    expect(added).toHaveLength(500);
    expect(most).toBe(50);
  });
});
