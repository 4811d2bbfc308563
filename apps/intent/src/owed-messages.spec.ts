import type { ParkedStore, Transaction, UndeliveredMessage, UndeliveredStore } from '#data';

import { OwedMessages } from './owed-messages.ts';

describe('the word about messages that failed', () => {
  /** What somebody with this language is told. */
  async function told(messages: UndeliveredMessage[], language = 'en'): Promise<string> {
    let word = '';
    const parked = { release: async () => [] } as unknown as ParkedStore;
    const undelivered = {
      tell: async (_tx: Transaction, _ids: string[], wordOf: (...args: unknown[]) => string) => {
        word = wordOf(messages, language);
        return [];
      },
    } as unknown as UndeliveredStore;
    await new OwedMessages(parked, undelivered).release({} as Transaction, ['someone']);
    return word;
  }
  const refused = { words: 'Pizza', mayHaveArrived: false };
  const unanswered = { words: 'Zumba', mayHaveArrived: true };

  it.each([
    [
      'en',
      'A message of mine could not be delivered: “Pizza”',
      'A message of mine may not have reached you:',
    ],
    ['de', 'Eine Nachricht von mir konnte nicht zugestellt werden: „Pizza“', 'Eine Nachricht von mir ist vi'],
    ['es', 'No se pudo entregar un mensaje mío: «Pizza»', 'Puede que un mensaje mío no te haya llegado:'],
  ])('is sure of what was refused, and of nothing else (%s)', async (language, sure, unsure) => {
    expect(await told([refused], language)).toBe(sure);
    expect(await told([unanswered], language)).toContain(unsure);
    expect(await told([unanswered, refused], language)).toMatch(new RegExp(`^${sure}\n\n${unsure}.*Zumba`));
  });

  it('fits into one message', async () => {
    const long = 'x'.repeat(300);
    const many = Array.from({ length: 60 }, (_, at) => ({ words: long, mayHaveArrived: at % 2 === 0 }));

    const word = await told(many);

    expect(word.length).toBeLessThanOrEqual(4_096);
    expect(word).toMatch(/could not be delivered.*\n\n.*may not have reached/s);
  });
});
