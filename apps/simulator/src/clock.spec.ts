import { Clock } from './clock.ts';

const day = 24 * 3_600_000;

describe('the clock', () => {
  let clock: Clock;

  beforeEach(() => {
    clock = new Clock();
  });
  afterEach(() => clock.onModuleDestroy());

  it('goes with the real time', () => {
    const before = Date.now();
    const now = clock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
    expect(clock.aheadMs).toBe(0);
  });

  it('does what was due on the way in order, each at its own time', () => {
    const seen: [string, number][] = [];
    const start = clock.now();
    const note = (what: string) => () => seen.push([what, Math.round((clock.now() - start) / day)]);
    clock.after(3 * day, note('third'));
    clock.after(day, () => {
      note('first')();
      clock.after(day, note('second'));
    });
    clock.after(40 * day, note('never'));

    clock.advance(30 * day);

    expect(seen).toEqual([
      ['first', 1],
      ['second', 2],
      ['third', 3],
    ]);
    expect(Math.round((clock.now() - start) / day)).toBe(30);
  });

  it('is as far ahead as it was moved, however long that takes', () => {
    const standStill = (): void => {
      const until = Date.now() + 20;
      while (Date.now() < until);
    };
    clock.after(day, standStill);

    clock.advance(2 * day);

    expect(clock.aheadMs).toBe(2 * day);
  });

  it('does what is due by itself, also something that was far off before time was moved', async () => {
    const done = new Promise<void>((resolve) => clock.after(10 * day, resolve));

    clock.advance(10 * day - 5);

    await expect(done).resolves.toBeUndefined();
  });

  it('can be hurried: what waits happens in order, what that leads to later', () => {
    const seen: string[] = [];
    const start = clock.now();
    clock.after(2 * day, () => seen.push('second'));
    clock.after(day, () => {
      seen.push('first');
      clock.after(0, () => seen.push('not yet'));
    });

    clock.hurry();

    expect(seen).toEqual(['first', 'second']);
    expect(clock.now() - start).toBeLessThan(day);
  });

  it('tells when it was moved', () => {
    const seen: number[] = [];
    clock.moved.subscribe((now) => seen.push(Math.round((now - Date.now()) / day)));
    clock.advance(3 * day);
    expect(seen).toEqual([3]);
  });

  it('does nothing any more once it is stopped', () => {
    let ran = false;
    clock.after(0, () => (ran = true));
    clock.onModuleDestroy();
    clock.after(0, () => (ran = true));

    clock.advance(day);

    expect(ran).toBe(false);
  });
});
