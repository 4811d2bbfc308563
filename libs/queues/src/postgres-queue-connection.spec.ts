import { PostgresQueueConnection } from './postgres-queue-connection.ts';
import { usualLimits } from './queue-connection.ts';

describe('queues in PostgreSQL', () => {
  const connection = new PostgresQueueConnection('postgresql://127.0.0.1/none', 1, usualLimits);
  afterAll(() => connection.onApplicationShutdown());

  it('are out of reach when a statement takes longer than whoever enqueues waits', () => {
    const late = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });

    expect(connection.isOutage(late)).toBe(true);
    expect(connection.isOutage(new Error('a bug'))).toBe(false);
  });
});
