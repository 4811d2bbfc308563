import { EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

import { OneAtATime } from './one-at-a-time.ts';

describe('OneAtATime', () => {
  const turns = new OneAtATime();
  let steps: string[];
  beforeEach(() => (steps = []));

  /** @returns ends the work */
  const start = (name: string, ...keys: string[]): ((error?: Error) => Promise<void>) => {
    const end = new EventEmitter();
    const running = turns.run(keys, async () => {
      steps.push(`${name} begins`);
      const [error] = (await once(end, 'end')) as [Error | undefined];
      if (error) throw error;
    });
    return (error) => {
      end.emit('end', error);
      return running;
    };
  };

  it('lets work with a common key wait for what came before, also when that fails', async () => {
    const endFirst = start('first', 'phone', 'user id');
    const endSecond = start('second', 'user id');
    const endThird = start('third', 'phone');
    await setTimeout();
    expect(steps).toEqual(['first begins']);

    await expect(endFirst(new Error('refused'))).rejects.toThrow('refused');
    await setTimeout();
    expect(steps).toEqual(['first begins', 'second begins', 'third begins']);
    await Promise.all([endSecond(), endThird()]);
  });

  it('lets nothing else wait', async () => {
    const ends = [start('one', 'a'), start('other', 'b'), start('nobody')];

    expect(steps).toEqual(['one begins', 'other begins', 'nobody begins']);
    await Promise.all(ends.map((end) => end()));
  });
});
