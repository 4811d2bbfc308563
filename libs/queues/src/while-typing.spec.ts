import type { TypingPayload } from './typing.queue.ts';
import { whileTyping } from './while-typing.ts';

const never = 2 ** 30;

describe('whileTyping', () => {
  let shown: TypingPayload[];
  let onShown: () => void;
  const queue = {
    enqueue: (payload: TypingPayload): Promise<void> => {
      shown.push(payload);
      onShown();
      return Promise.reject(new Error('the queue is away'));
    },
  };

  beforeEach(() => {
    shown = [];
    onShown = () => undefined;
  });

  it('shows nothing for what is quick', async () => {
    expect(await whileTyping(queue, 'key', () => Promise.resolve('done'))).toBe('done');

    expect(shown).toEqual([]);
  });

  it('shows that it takes long, again and again until the work ends', async () => {
    const work = (): Promise<string> =>
      new Promise((resolve) => {
        onShown = () => shown.length === 3 && resolve('done');
      });

    expect(await whileTyping(queue, 'key', work, { firstMs: 1, againMs: 1 })).toBe('done');

    expect(shown).toHaveLength(3);
    expect(shown[0]).toEqual({ messageKey: 'key', askedAt: expect.any(Number) });
  });

  it('ends with work that fails', async () => {
    const failing = whileTyping(queue, 'key', () => Promise.reject(new Error('no')), {
      firstMs: 5,
      againMs: never,
    });

    await expect(failing).rejects.toThrow('no');
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    expect(shown).toEqual([]);
  });
});
