import type { ModuleRef } from '@nestjs/core';

import { FailedJobRetention } from './failed-job-retention.ts';
import type { QueueConnection } from './queue-connection.ts';

it('failed jobs of a queue that is away stay for the next run, so that nobody waits for it', async () => {
  const cleaned: string[] = [];
  const queue = (token: string): unknown => ({
    clean: () => (cleaned.push(token), Promise.resolve([])),
  });
  const connection = { isConnected: (name: string) => name !== 'away' };
  const retention = new FailedJobRetention(
    { get: queue } as unknown as ModuleRef,
    connection as QueueConnection,
    ['away', 'there'],
  );

  await retention.removeOlderThan(1);

  expect(cleaned).toEqual(['BullQueue_there']);
});
