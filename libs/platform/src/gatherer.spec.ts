import { Gatherer } from './gatherer.ts';

describe('Gatherer', () => {
  /** Doubles numbers; notes what came together; stays under way until `release` is called. */
  function doubling(options = { atOnce: 1, largest: 10 }) {
    const batches: number[][] = [];
    const releases: (() => void)[] = [];
    const gatherer = new Gatherer<number, number>(async (inputs) => {
      batches.push(inputs);
      await new Promise<void>((resolve) => releases.push(resolve));
      if (inputs.includes(13)) throw new Error('unlucky');
      return inputs.map((input) => input * 2);
    }, options);
    const release = async (): Promise<void> => {
      releases.splice(0).forEach((go) => go());
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { gatherer, batches, release };
  }

  it('starts at once when nothing is under way, and gathers what comes meanwhile', async () => {
    const { gatherer, batches, release } = doubling();
    const results = [1, 2, 3].map((input) => gatherer.add(input));
    expect(batches).toEqual([[1]]);

    await release();
    expect(batches).toEqual([[1], [2, 3]]);
    await release();

    expect(await Promise.all(results)).toEqual([2, 4, 6]);
  });

  it('takes no more together than it may', async () => {
    const { gatherer, batches, release } = doubling({ atOnce: 1, largest: 2 });
    const results = [1, 2, 3, 4].map((input) => gatherer.add(input));

    for (let round = 0; round < 3; round++) await release();

    expect(batches).toEqual([[1], [2, 3], [4]]);
    expect(await Promise.all(results)).toEqual([2, 4, 6, 8]);
  });

  it('has several batches under way when it may', async () => {
    const { gatherer, batches, release } = doubling({ atOnce: 2, largest: 10 });
    const results = [1, 2, 3].map((input) => gatherer.add(input));

    expect(batches).toEqual([[1], [2]]);
    await release();
    expect(batches).toEqual([[1], [2], [3]]);
    await release();

    expect(await Promise.all(results)).toEqual([2, 4, 6]);
  });

  it('tries each by itself when they failed together, so that only the bad one fails', async () => {
    const { gatherer, batches, release } = doubling();
    const results = [1, 2, 13, 4].map((input) =>
      gatherer.add(input).catch((error: unknown) => (error as Error).message),
    );

    for (let round = 0; round < 3; round++) await release();

    expect(batches).toEqual([[1], [2, 13, 4], [2], [13], [4]]);
    expect(await Promise.all(results)).toEqual([2, 4, 'unlucky', 8]);
  });

  it('goes on after a failure', async () => {
    const { gatherer, release } = doubling();
    const failing = gatherer.add(13).catch(() => 'failed');
    await release();
    expect(await failing).toBe('failed');

    const next = gatherer.add(1);
    await release();

    expect(await next).toBe(2);
  });
});
