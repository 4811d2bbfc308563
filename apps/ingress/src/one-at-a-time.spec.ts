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

  it('lets work with a common key wait for what came before', async () => {
    const endFirst = start('first', 'phone', 'user id');
    const endSecond = start('second', 'user id');
    const endThird = start('third', 'phone');
    await setTimeout();
    expect(steps).toEqual(['first begins']);

    await endFirst();
    await setTimeout();
    expect(steps).toEqual(['first begins', 'second begins', 'third begins']);
    await Promise.all([endSecond(), endThird()]);
  });

  it('fails what waits for work that fails, and nothing that comes later', async () => {
    const endFirst = start('first', 'phone');
    const endSecond = start('second', 'phone');
    const endThird = start('third', 'phone');

    const all = Promise.allSettled([endSecond(), endThird(), endFirst(new Error('refused'))]);
    expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(steps).toEqual(['first begins']);

    await start('fourth', 'phone')();
    expect(steps).toEqual(['first begins', 'fourth begins']);
  });

  it('lets nothing else wait', async () => {
    const ends = [start('one', 'a'), start('other', 'b'), start('nobody')];

    expect(steps).toEqual(['one begins', 'other begins', 'nobody begins']);
    await Promise.all(ends.map((end) => end()));
  });
});
