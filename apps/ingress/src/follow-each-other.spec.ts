import type { InboundPayload } from '#queues';

import { followEachOther, followEarlier } from './follow-each-other.ts';
import { Predecessors } from './predecessors.ts';

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

describe('messages of several webhooks', () => {
  let nowMs = 0;
  const remembering = (...messages: InboundPayload[]): Predecessors => {
    const predecessors = new Predecessors(() => nowMs);
    predecessors.remember(messages);
    return predecessors;
  };
  const afterOne = (predecessors: Predecessors, message: InboundPayload): unknown =>
    followEarlier([message], predecessors)[0]?.after;

  it('wait for the last one of the same person that is on the queue', () => {
    const predecessors = remembering(sent('a', sheena, 1), sent('b', sheena, 2), sent('c', pablo, 2));

    expect(afterOne(predecessors, sent('d', sheena, 2))).toBe('b');
    expect(afterOne(predecessors, sent('d', { phone: sheena.phone }, 3))).toBe('b');
    expect(afterOne(predecessors, sent('d', { phone: '4915112345678' }, 3))).toBeUndefined();
  });

  it('wait for the one before in their own webhook first', () => {
    const [first, second] = followEarlier(
      followEachOther([sent('b', sheena, 2), sent('c', sheena, 3)]),
      remembering(sent('a', sheena, 1)),
    );

    expect([first?.after, second?.after]).toEqual(['a', 'b']);
  });

  it('wait neither for what was sent later nor for themselves', () => {
    const predecessors = remembering(sent('b', sheena, 5));

    expect(afterOne(predecessors, sent('a', sheena, 4))).toBeUndefined();
    expect(afterOne(predecessors, sent('b', sheena, 5))).toBeUndefined();
  });

  it('are marked when they come after one sent later, and so are those that follow at once', () => {
    const isMarked = (message: InboundPayload): boolean =>
      followEarlier([message], predecessors)[0]?.isOutOfOrder === true;
    const predecessors = remembering(sent('e', sheena, 5));
    expect(isMarked(sent('b', sheena, 2))).toBe(true);
    expect([
      isMarked(sent('e', sheena, 5)),
      isMarked(sent('f', sheena, 5)),
      isMarked(sent('b', pablo, 2)),
    ]).toEqual([false, false, false]);

    predecessors.remember([sent('b', sheena, 2)]);
    predecessors.remember([sent('f', sheena, 6)]);
    expect(isMarked(sent('g', { phone: sheena.phone }, 7))).toBe(true);
    nowMs += 2_001;
    expect(isMarked(sent('g', sheena, 7))).toBe(false);
  });

  it('are marked for a while after one was refused, which may be on the queue all the same', () => {
    const predecessors = new Predecessors(() => nowMs);
    const isMarked = (from: InboundPayload['from']): boolean =>
      followEarlier([sent('b', from, 2)], predecessors)[0]?.isOutOfOrder === true;
    predecessors.refuse([sent('a', sheena, 1)]);
    expect([isMarked(sheena), isMarked(pablo)]).toEqual([true, false]);

    nowMs += 2_001;
    predecessors.refuse([sent('c', pablo, 3)]);
    expect([isMarked(sheena), isMarked(pablo)]).toEqual([false, true]);
  });

  it('are remembered for a while only, and a late one does not replace a later one', () => {
    const predecessors = remembering(sent('b', sheena, 5));
    predecessors.remember([sent('a', sheena, 4)]);
    expect(afterOne(predecessors, sent('c', sheena, 6))).toBe('b');

    nowMs += 30_001;
    expect(afterOne(predecessors, sent('c', sheena, 6))).toBeUndefined();
  });
});
