import { inThread, type ThreadLimits } from './thread.ts';

const limits = (more: Partial<ThreadLimits> = {}): ThreadLimits => ({
  limitMs: 30_000,
  heapMb: 32,
  signal: new AbortController().signal,
  ...more,
});
const spin = async (): Promise<number> => {
  for (let at = 0; ; at++) if (at < 0) return at;
};

describe('a thread', () => {
  it('gives its result while the event loop goes on', async () => {
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    // Until it has been seen to turn.
    const work = async ({ turnsSeen }: { turnsSeen: Int32Array }): Promise<string> => {
      while (Atomics.load(turnsSeen, 0) < 3) Atomics.wait(turnsSeen, 0, Atomics.load(turnsSeen, 0), 100);
      return 'done';
    };
    const turnsSeen = new Int32Array(new SharedArrayBuffer(4));
    const telling = setInterval(() => Atomics.store(turnsSeen, 0, turns), 1);

    expect(await inThread(work, { turnsSeen }, limits())).toBe('done');
    clearInterval(turning);
    clearInterval(telling);
  });

  it('that fails rejects with its reason', async () => {
    const fail = (): Promise<never> => Promise.reject(new TypeError('no PDF'));

    await expect(inThread(fail, undefined, limits())).rejects.toThrow('no PDF');
  });

  it('that never ends is given up', async () => {
    await expect(inThread(spin, undefined, limits({ limitMs: 50 }))).rejects.toThrow('not done within 50 ms');
  });

  it('is ended by the signal', async () => {
    const controller = new AbortController();
    const working = inThread(spin, undefined, limits({ signal: controller.signal }));
    controller.abort(new Error('the process ends'));

    await expect(working).rejects.toThrow('the process ends');
    await expect(inThread(spin, undefined, limits({ signal: controller.signal }))).rejects.toThrow(
      'the process ends',
    );
  });

  it('that takes more memory than it may loses nothing but itself', async () => {
    const fill = async (): Promise<number> => {
      const kept: unknown[] = [];
      for (;;) kept.push(Array.from({ length: 1_000 }, () => ({})));
    };

    await expect(inThread(fill, undefined, limits())).rejects.toThrow(/memory/i);
  });
});
