import { aboutMessage, currentCorrelationId } from './message-context.ts';
import { MicroBatcher } from './micro-batcher.ts';

describe('MicroBatcher', () => {
  /** Doubles numbers; records the batches; stays in flight until `release` is called. */
  function doubling(options = { atOnce: 1, largest: 10 }) {
    const batches: number[][] = [];
    const releases: (() => void)[] = [];
    const batcher = new MicroBatcher<number, number>(async (inputs) => {
      batches.push(inputs);
      await new Promise<void>((resolve) => releases.push(resolve));
      if (inputs.includes(13)) throw new Error('unlucky');
      return inputs.map((input) => input * 2);
    }, options);
    const release = async (): Promise<void> => {
      releases.splice(0).forEach((go) => go());
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { batcher, batches, release };
  }

  it('starts at once when nothing is under way, and batches what comes meanwhile', async () => {
    const { batcher, batches, release } = doubling();
    const results = [1, 2, 3].map((input) => batcher.add(input));
    expect(batches).toEqual([[1]]);

    await release();
    expect(batches).toEqual([[1], [2, 3]]);
    await release();

    expect(await Promise.all(results)).toEqual([2, 4, 6]);
  });

  it('works on behalf of all inputs, not of the message whose input came first', async () => {
    const seen: unknown[] = [];
    const batcher = new MicroBatcher<string, string>(
      async (inputs) => {
        seen.push(currentCorrelationId());
        return inputs;
      },
      { atOnce: 1, largest: 10 },
    );
    const after = await aboutMessage('a-key', async () => {
      await batcher.add('one');
      return currentCorrelationId();
    });

    expect(seen).toEqual([undefined]);
    expect(after).toBeDefined();
  });

  it('takes no more together than it may', async () => {
    const { batcher, batches, release } = doubling({ atOnce: 1, largest: 2 });
    const results = [1, 2, 3, 4].map((input) => batcher.add(input));

    for (let round = 0; round < 3; round++) await release();

    expect(batches).toEqual([[1], [2, 3], [4]]);
    expect(await Promise.all(results)).toEqual([2, 4, 6, 8]);
  });

  it('has several batches under way when it may', async () => {
    const { batcher, batches, release } = doubling({ atOnce: 2, largest: 10 });
    const results = [1, 2, 3].map((input) => batcher.add(input));

    expect(batches).toEqual([[1], [2]]);
    await release();
    expect(batches).toEqual([[1], [2], [3]]);
    await release();

    expect(await Promise.all(results)).toEqual([2, 4, 6]);
  });

  it('tries one after the other when they failed together, so that only the bad one fails', async () => {
    const { batcher, batches, release } = doubling();
    const results = [1, 2, 13, 4].map((input) =>
      batcher.add(input).catch((error: unknown) => (error as Error).message),
    );

    await release();
    await release();
    expect(batches).toEqual([[1], [2, 13, 4], [2]]);
    for (let round = 0; round < 3; round++) await release();

    expect(batches).toEqual([[1], [2, 13, 4], [2], [13], [4]]);
    expect(await Promise.all(results)).toEqual([2, 4, 'unlucky', 8]);
  });

  it('goes on after a failure', async () => {
    const { batcher, release } = doubling();
    const failing = batcher.add(13).catch(() => 'failed');
    await release();
    expect(await failing).toBe('failed');

    const next = batcher.add(1);
    await release();

    expect(await next).toBe(2);
  });
});
