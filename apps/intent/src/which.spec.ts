import type { Request } from './understood.ts';
import { chosenOf, whichOf } from './which.ts';

const now = new Date('2026-11-28T09:00:00Z');
const request = { action: {}, words: 'cancel the call', saidAt: now, now } as Request;
const { asks, choices } = whichOf(
  request,
  Array.from({ length: 25 }, (_, at) => ({
    subject: { kind: 'event' as const, id: `event ${at + 1}` },
    words: `call, room ${'abcdefghijklmnopqrstuvwxy'.charAt(at)}`,
  })),
);

describe('a question which of many is meant', () => {
  it.each([
    ['1', 1],
    ['11', 11],
    ['eleven', 11],
    ['number 12', 12],
    ['the 13th one', 13],
    ['number twenty-one', 21],
    ['twenty five', 25],
    ['the second one', 2],
    ['the last one', 25],
    ['26', undefined],
    ['fifty', undefined],
  ])('is answered by the number of any of them: "%s"', (words, number) => {
    expect(chosenOf(asks, words)?.subject?.id).toBe(number && `event ${number}`);
  });

  it('may be answered by a number that is part of a name', () => {
    const rooms = ['call room 101', 'call room 102'].map((words) => ({
      subject: { kind: 'event' as const, id: words },
      words,
    }));

    expect(chosenOf(whichOf(request, rooms).asks, '102')?.subject?.id).toBe('call room 102');
  });

  it('offers the first ten to tap', () => {
    expect(choices.list?.choices).toHaveLength(10);
    const last = choices.list?.choices.at(-1);
    expect(chosenOf(asks, last?.title ?? '', last?.id)?.subject?.id).toBe('event 10');
  });
});
