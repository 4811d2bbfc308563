import { once } from 'node:events';

import { Logger } from '@nestjs/common';

import { waitUntil } from '#testing';

import { IntervalTask } from './interval-task.ts';

/** A run that ends when the test says so. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('IntervalTask', () => {
  let repeater: IntervalTask | undefined;

  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['log', 'warn', 'error']));
  afterEach(() => repeater?.stop());

  function repeat(work: ConstructorParameters<typeof IntervalTask>[2], pauseMs = 1): IntervalTask {
    repeater = new IntervalTask('test', pauseMs, work);
    repeater.start();
    return repeater;
  }

  it('does its work again and again', async () => {
    let turns = 0;
    repeat(() => {
      turns++;
      return Promise.resolve();
    });

    await waitUntil('five turns are over', () => turns >= 5);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('never begins a turn before the last one is over', async () => {
    let turns = 0;
    let running = 0;
    let most = 0;
    repeat(async () => {
      most = Math.max(most, ++running);
      // Several times as long as the pause.
      await new Promise((resolve) => setTimeout(resolve, 10));
      running--;
      turns++;
    });

    await waitUntil('five turns are over', () => turns >= 5);
    expect(most).toBe(1);
  });

  it('goes on after a turn that failed', async () => {
    let turns = 0;
    repeat(async () => {
      turns++;
      await Promise.reject(new Error('database away'));
    });

    await waitUntil('it was tried again', () => turns >= 3);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it('rests only as long as a turn took that left something to do, and pauses once nothing is left', async () => {
    const turns = 100;
    const spans: { startMs: number; endMs: number }[] = [];
    // With all of its pauses this would take two minutes.
    const pauseMs = 1_200;
    repeat(async () => {
      const startMs = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 5));
      spans.push({ startMs, endMs: performance.now() });
      return spans.length < turns;
    }, pauseMs);

    await waitUntil('nothing is left', () => spans.length === turns);
    await waitUntil('it goes on all the same', () => spans.length > turns);

    const rests = spans.slice(1).map(({ startMs }, turn) => startMs - spans[turn]!.endMs);
    const last = rests[turns - 1]!;
    const tooShort = rests.filter((rest, turn) => rest < spans[turn]!.endMs - spans[turn]!.startMs - 2);
    expect(tooShort).toEqual([]);
    expect(last).toBeGreaterThan(pauseMs - 2);
  });

  it('tells a turn that is under way to come to its end when it is stopped', async () => {
    let signal: AbortSignal | undefined;
    const working = repeat(async (stopping) => {
      signal = stopping;
      await once(stopping, 'abort');
      return true;
    });
    await waitUntil('the turn began', () => signal);

    await working.stop();

    expect(signal?.aborted).toBe(true);
  });

  it('counts as failing after several failures in a row, until it works again', async () => {
    let turns = 0;
    let isBroken = false;
    const working = repeat(async () => {
      turns++;
      if (isBroken || turns === 1) throw new Error('a word of somebody');
    });
    await waitUntil('one failure is past', () => turns >= 3);
    expect(working.fault).toBeUndefined();

    isBroken = true;
    const fault = await waitUntil('it counts as failing', () => working.fault);
    expect(fault).toMatch(/^failed \d+ times in a row/);
    expect(fault).not.toContain('somebody');

    isBroken = false;
    await waitUntil('it counts as working', () => working.fault === undefined);
  });

  it('counts as failing while a turn does not come to an end', async () => {
    const { opened, open } = gate();
    let turns = 0;
    repeater = new IntervalTask('test', 1, () => (turns++ === 1 ? opened : Promise.resolve()), {
      longestRunMs: 20,
    });
    repeater.start();

    const fault = await waitUntil('it counts as failing', () => repeater?.fault);
    expect(fault).toMatch(/^has not come to an end for \d+ s$/);
    expect(turns).toBe(2);

    open();
    await waitUntil('it counts as working', () => turns > 2 && repeater?.fault === undefined);
  });

  it('waits for the turn that is under way before it has stopped', async () => {
    const { opened, open } = gate();
    let begun = false;
    let finished = false;
    const working = repeat(async () => {
      begun = true;
      await opened;
      finished = true;
    });
    await waitUntil('the turn began', () => begun);

    let stopped = false;
    const stopping = working.stop().then(() => (stopped = true));
    await new Promise(setImmediate);
    expect(stopped).toBe(false);

    open();
    await stopping;
    expect(finished).toBe(true);
  });

  it('begins no turn after it has stopped', async () => {
    let turns = 0;
    const working = repeat(() => {
      turns++;
      return Promise.resolve();
    });
    await waitUntil('it runs', () => turns > 0);

    await working.stop();
    const after = turns;
    // A timer that was set before would fire ahead of this one.
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(turns).toBe(after);
  });

  it('can be stopped before its first turn', async () => {
    let turns = 0;
    repeater = new IntervalTask('test', 60_000, () => {
      turns++;
      return Promise.resolve();
    });
    repeater.start();

    await repeater.stop();

    expect(turns).toBe(0);
  });
});
