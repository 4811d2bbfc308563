import { PostgresQueueConnection } from './postgres-queue-connection.ts';
import { usualLimits } from './queue-connection.ts';
import { QueueWorker } from './queue-worker.ts';

it('a worker that waits for a late job looks for others meanwhile: the connection it listens on may have died', async () => {
  const connection = new PostgresQueueConnection('postgresql://127.0.0.1:1/none', 1, usualLimits);
  const worker = new QueueWorker('wish', undefined, { ...connection.optionsFor('wish'), autorun: false });

  expect(worker.maximumBlockTimeout).toBe(10);

  await worker.close();
  await connection.onApplicationShutdown();
});
