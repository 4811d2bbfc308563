import type { LeaseStore, Turn, TurnStore } from '#data';
import type { Gate } from '#platform';
import type { QueueProducer, TypingPayload } from '#queues';

import type { ActStep } from './act.step.ts';
import type { HandOnStep } from './hand-on.step.ts';
import { TurnService } from './turn.service.ts';
import type { UnderstandStep } from './understand.step.ts';

describe('TurnService', () => {
  it('goes on with the messages of the row that the person was made one with', async () => {
    const of = (messageKey: string, id: string) => ({ messageKey, contact: { id } }) as Turn;
    const waiting = new Map([['older', of('second', 'older')]]);
    const acted: string[] = [];
    const service = new TurnService(
      {
        claimNext: (contactId: string) => {
          const next = waiting.get(contactId);
          waiting.delete(contactId);
          return Promise.resolve(next);
        },
      } as unknown as TurnStore,
      {} as LeaseStore,
      { understand: () => Promise.resolve({}) } as unknown as UnderstandStep,
      {
        act: ({ messageKey }: Turn) => {
          acted.push(messageKey);
          return Promise.resolve({ contactId: 'older' });
        },
      } as unknown as ActStep,
      { handOn: () => Promise.resolve() } as unknown as HandOnStep,
      { openForMs: 0 } as Gate,
      {} as QueueProducer<TypingPayload>,
    );

    await service.take(of('first', 'newer'));

    expect(acted).toEqual(['first', 'second']);
  });
});
