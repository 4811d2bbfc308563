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

  const sweep = async (more: { inbound: number; outbound: number }): Promise<void> => {
    const left = { ...more };
    const store: Pick<Store, 'emptyNext' | 'emptyRetained'> = {
      emptyNext: (direction, days) => {
        const isMore = left[direction]-- > 0;
        return Promise.resolve({ emptied: isMore ? days : 0, isMore });
      },
      emptyRetained: () => Promise.resolve({ emptied: 0, isMore: false }),
    };
    await new RetentionSweep(store as Store, { retentionDays: 7 }).run();
  };

  it('goes on while there is more of a direction, and says how many lost their words', async () => {
    await sweep({ inbound: 3, outbound: 0 });

    expect(logged).toEqual([
      { message: 'words were removed for their age', direction: 'inbound', messages: 21 },
    ]);
  });

  it('comes to an end where there is always more: the next one goes on', async () => {
    await sweep({ inbound: Infinity, outbound: 1 });

    expect(logged).toMatchObject([
      { direction: 'inbound', messages: 20 * 7 },
      { direction: 'outbound', messages: 7 },
    ]);
  });
});
