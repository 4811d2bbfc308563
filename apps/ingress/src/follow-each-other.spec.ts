import type { InboundPayload } from '#queues';

import { followEachOther } from './follow-each-other.ts';

const sent = (
  messageKey: string,
  from: InboundPayload['from'],
  sentAt: number,
  more: Partial<InboundPayload> = {},
): InboundPayload => ({ messageKey, wamid: messageKey, from, kind: 'text', sentAt, ...more });
const afterOf = (...messages: InboundPayload[]): unknown =>
  followEachOther(messages).map(({ messageKey, after }) => [messageKey, after]);

const sheena = { phone: '16505551234', bsuid: 'US.1' };
const pablo = { phone: '16505559999', bsuid: 'US.2' };

describe('messages of one webhook', () => {
  it('wait for the one before of the same person, never for others', () => {
    expect(
      afterOf(
        sent('a', sheena, 1),
        sent('b', pablo, 1),
        sent('c', sheena, 1),
        sent('d', pablo, 2),
        sent('e', sheena, 2),
      ),
    ).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', 'a'],
      ['d', 'b'],
      ['e', 'c'],
    ]);
  });

  it('stay in their order, and wait in the order in which they were sent', () => {
    expect(afterOf(sent('late', sheena, 9), sent('early', sheena, 3), sent('between', sheena, 5))).toEqual([
      ['late', 'between'],
      ['early', undefined],
      ['between', 'early'],
    ]);
  });

  it('are known as the same person by either id, the last one counts', () => {
    expect(
      afterOf(
        sent('a', { phone: sheena.phone }, 1),
        sent('b', { bsuid: sheena.bsuid }, 2),
        sent('c', sheena, 3),
        sent('d', { phone: sheena.phone }, 4),
      ),
    ).toEqual([
      ['a', undefined],
      ['b', undefined],
      ['c', 'b'],
      ['d', 'c'],
    ]);
  });

  it('follow a person under their new number', () => {
    const becomes = { phone: '12195555358' };

    expect(
      afterOf(
        sent('a', { phone: sheena.phone }, 1),
        sent('b', { phone: sheena.phone }, 2, { becomes }),
        sent('c', becomes, 3),
      ),
    ).toEqual([
      ['a', undefined],
      ['b', 'a'],
      ['c', 'b'],
    ]);
  });

  it('do not wait for themselves when they come twice', () => {
    expect(
      afterOf(sent('a', sheena, 1), sent('a', sheena, 1), sent('b', sheena, 1), sent('a', sheena, 1)),
    ).toEqual([
      ['a', undefined],
      ['a', undefined],
      ['b', 'a'],
      ['a', undefined],
    ]);
  });
});
