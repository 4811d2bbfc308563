import type { TurnResult } from '#data';
import { replies } from '#replies';

import { inParts } from './in-parts.ts';

const result = (reply: string, choices?: object): TurnResult => ({
  id: 'message',
  contactId: 'person',
  outcome: 'acted',
  reply,
  ...(choices && { choices: JSON.stringify(choices) }),
});
const lines = (count: number): string =>
  Array.from({ length: count }, (_, at) => `${at + 1}. 👍🏽 something to buy`).join('\n');
const allOf = ({ reply = '', parts = [] }: TurnResult): string[] => [reply, ...parts.map(({ body }) => body)];
const buttons = { buttons: [{ id: 'undo-1', title: 'Undo' }] };
const list = { list: { button: 'Choose', choices: [{ id: 'pick-0-1', title: 'milk' }] } };

describe('an answer', () => {
  it.each([
    [4_096, undefined],
    [4_096, list],
    [1_024, buttons],
  ])('of %s characters stays one message', (length, choices) => {
    const short = result('x'.repeat(length), choices);

    expect(inParts(short)).toEqual(short);
  });

  it.each([
    ['', 4_096, undefined],
    [', with a list', 4_096, list],
    [', with buttons', 1_024, buttons],
  ])('that is too long is whole in its parts%s, which end with a line', (_, longestLast, choices) => {
    for (const count of [60, 170, 250, 400]) {
      const { reply = '', ...more } = result(lines(count), choices);
      const sent = inParts({ ...more, reply });
      const texts = allOf(sent);

      expect(texts.join('\n')).toBe(reply);
      expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(4_096);
      expect(texts.at(-1)?.length).toBeLessThanOrEqual(longestLast);
    }
  });

  it('that is too long has what can be tapped under its last part alone', () => {
    const { choices, parts = [] } = inParts(result(lines(400), buttons));

    expect(choices).toBeUndefined();
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => part.choices)).toEqual([
      ...parts.slice(1).map(() => undefined),
      JSON.stringify(buttons),
    ]);
  });

  it('of more than five messages says after the fourth that there is more', () => {
    const sent = inParts(result(lines(2_000), buttons));

    expect(allOf(sent)).toHaveLength(5);
    expect(sent.parts?.at(-1)).toEqual({ body: replies.restLeftOut(), choices: JSON.stringify(buttons) });
  });
});
