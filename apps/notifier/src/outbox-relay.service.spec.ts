import type { OutboundStore } from '#data';
import type { OutboundPayload, QueueProducer } from '#queues';

import { OutboxRelay } from './outbox-relay.service.ts';

describe('OutboxRelay', () => {
  it('puts back what the queue refused, and passes the error on', async () => {
    const putBack: string[] = [];
    const outbox = {
      takeOverdue: () => Promise.resolve(['one', 'other'].map((id) => ({ id, purpose: 'reply' }))),
      putBackOverdue: (ids: string[]) => Promise.resolve(putBack.push(...ids)),
    } as unknown as OutboundStore;
    const refused = new Error('the queue is away');
    const queue = {
      enqueueAgain: () => Promise.reject(refused),
    } as unknown as QueueProducer<OutboundPayload>;

    await expect(new OutboxRelay(outbox, queue).relay()).rejects.toBe(refused);

    expect(putBack).toEqual(['one', 'other']);
  });
});
