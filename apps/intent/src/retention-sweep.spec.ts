import { Logger } from '@nestjs/common';

import { RetentionSweep } from './retention-sweep.service.ts';

type Store = ConstructorParameters<typeof RetentionSweep>[0];

describe('a run of the retention sweep', () => {
  const logged: unknown[] = [];
  beforeEach(() => {
    logged.length = 0;
    Logger.overrideLogger({
      log: (line) => void logged.push(line),
      warn: () => undefined,
      error: () => undefined,
    });
  });
  afterEach(() => Logger.overrideLogger(['log', 'warn', 'error']));

  interface Left {
    inbound: number;
    outbound: number;
  }
  const nothing: Left = { inbound: 0, outbound: 0 };

  /** Of batches with seven messages each. @returns whether the next run is to come at once */
  const sweep = (next: Left, retained = nothing, signal = new AbortController().signal): Promise<boolean> => {
    const [left, leftRetained] = [{ ...next }, { ...retained }];
    const batchOf = (direction: keyof Left, of: Left): Promise<{ emptied: number; isMore: boolean }> => {
      const isMore = of[direction]-- > 0;
      return Promise.resolve({ emptied: isMore ? 7 : 0, isMore });
    };
    const store: Pick<Store, 'emptyNext' | 'emptyRetained'> = {
      emptyNext: (direction, days) => batchOf(direction, days === 30 ? left : { ...nothing }),
      emptyRetained: (direction) => batchOf(direction, leftRetained),
    };
    return new RetentionSweep(store as Store, { retentionDays: 30 }).run(signal);
  };

  it('goes on while there is more of a direction, and says how many lost their words', async () => {
    const isMore = await sweep({ inbound: 3, outbound: 0 });

    expect(isMore).toBe(false);
    expect(logged).toEqual([
      { message: 'words were removed for their age', direction: 'inbound', messages: 21 },
    ]);
  });

  it.each([
    ['waits to be looked at', { inbound: Infinity, outbound: 1 }, nothing],
    ['was needed when it was its turn', { inbound: 0, outbound: 1 }, { inbound: Infinity, outbound: 0 }],
  ])('comes to an end where always more %s: the next one is to go on at once', async (_what, ...left) => {
    const isMore = await sweep(...left);

    expect(isMore).toBe(true);
    expect(logged).toMatchObject([
      { direction: 'inbound', messages: 20 * 7 },
      { direction: 'outbound', messages: 7 },
    ]);
  });

  it('ends with the batch that is under way when the app is to end', async () => {
    await sweep({ inbound: Infinity, outbound: Infinity }, nothing, AbortSignal.abort());

    expect(logged).toMatchObject([
      { direction: 'inbound', messages: 7 },
      { direction: 'outbound', messages: 7 },
    ]);
  });
});
