import { Logger } from '@nestjs/common';

import { waitUntil } from '#testing';

import type { Dependency } from './dependency.ts';
import { Gate, GateClosedError } from './gate.ts';

const times = { pauseMs: 5, longestPauseMs: 20, pingLimitMs: 20, relapseMs: 60_000, abandonedAfterMs: 50 };

class Service implements Dependency {
  isUp = true;
  hangs = false;
  pings = 0;

  constructor(readonly dependencyName: string) {}

  ping(): Promise<void> {
    this.pings++;
    if (this.hangs) return new Promise(() => undefined);
    return this.isUp ? Promise.resolve() : Promise.reject(new Error(`${this.dependencyName} is away`));
  }

  isCauseOf(error: unknown): boolean {
    return error instanceof Error && error.message === `${this.dependencyName} is away`;
  }
}

const away = (service: Service): Error => new Error(`${service.dependencyName} is away`);

describe('Gate', () => {
  let database: Service;
  let queues: Service;
  let gate: Gate;

  beforeEach(() => {
    Logger.overrideLogger(false);
    database = new Service('database');
    queues = new Service('queues');
    gate = new Gate([database, queues], times);
  });
  afterEach(() => gate.onModuleDestroy());

  it('is open from the start, and stays open for errors of the work', async () => {
    expect(gate.closeFor(new Error('a bug'))).toBe(false);
    expect(gate.isOpen).toBe(true);
    await gate.whenOpen();
  });

  it('closes for an error of a dependency, and opens by itself once all of them answer', async () => {
    database.isUp = queues.isUp = false;
    expect(gate.closeFor(away(database))).toBe(true);
    expect(gate.isOpen).toBe(false);
    expect(gate.openForMs).toBe(0);

    database.isUp = true;
    const asked = database.pings;
    await waitUntil('it asked again and again', () => database.pings > asked + 2);
    expect(gate.isOpen).toBe(false);

    queues.isUp = true;
    await gate.whenOpen();
    expect(gate.isOpen).toBe(true);
  });

  it('opens for a dependency that is within reach but badly set up', async () => {
    const badlySetUp = {
      dependencyName: 'cache',
      ping: () => Promise.reject(new Error('badly set up')),
      reach: () => Promise.resolve(),
      isCauseOf: () => false,
    };
    gate = new Gate([database, badlySetUp], times);
    gate.closeFor(away(database));

    await gate.whenOpen();
    expect(gate.isOpen).toBe(true);
  });

  it('stays closed while a dependency hangs, and asks it anew once in a while', async () => {
    const now = performance.now();
    let laterMs = 0;
    performance.now = () => now + laterMs;
    try {
      database.hangs = true;
      gate.closeFor(away(database));

      await waitUntil('it asked the other one again and again', () => queues.pings > 2);
      expect(database.pings).toBe(1);
      laterMs = times.abandonedAfterMs;
      const asked = queues.pings;
      await waitUntil('it asked the other one again and again', () => queues.pings > asked + 2);
      expect(database.pings).toBe(2);
      expect(gate.isOpen).toBe(false);

      laterMs *= 2;
      database.hangs = false;
      await gate.whenOpen();
    } finally {
      delete (performance as { now?: unknown }).now;
    }
  });

  it('counts the time it is open anew from each opening', async () => {
    const madeAtMs = performance.now();
    gate = new Gate([database, queues], times);
    await waitUntil('it was open for a while', () => gate.openForMs > 20);
    gate.closeFor(away(database));
    await gate.whenOpen();

    expect(gate.openForMs).toBeLessThan(performance.now() - madeAtMs - 20);
  });

  it('says once that it closes and once that it opens, before those who wait go on', async () => {
    const heard: string[] = [];
    gate.onChange((isOpen) => heard.push(isOpen ? 'opens' : 'closes'));
    gate.closeFor(away(database));
    gate.closeFor(away(queues));
    await Promise.all([gate.whenOpen().then(() => heard.push('goes on')), gate.whenOpen()]);

    expect(heard).toEqual(['closes', 'opens', 'goes on']);
  });

  describe('in the log', () => {
    let lines: unknown[];

    beforeEach(() => {
      lines = [];
      const line = (one: unknown): unknown => lines.push(one);
      Logger.overrideLogger({ log: line, warn: line, error: line });
    });

    it('names the dependency, once a closure', async () => {
      gate.closeFor(away(queues));
      gate.closeFor(away(queues));
      await gate.whenOpen();

      expect(lines).toEqual([
        { message: 'closed: work waits', dependency: 'queues', nextPingMs: 5 },
        { message: 'open again', dependency: 'queues', closedForMs: expect.any(Number) },
      ]);
    });

    it('says why it stays closed, and says it again only when that changes', async () => {
      database.isUp = queues.isUp = false;
      gate.closeFor(away(database));
      await waitUntil('it says why', () => lines.length > 1);
      const asked = queues.pings;
      await waitUntil('it asked again and again', () => queues.pings > asked + 2);
      queues.isUp = true;
      await waitUntil('it says what is left', () => lines.length > 2);
      database.isUp = true;
      await gate.whenOpen();

      expect(lines.slice(1, -1)).toEqual([
        { message: 'stays closed', reasons: ['database: database is away', 'queues: queues is away'] },
        { message: 'stays closed', reasons: ['database: database is away'] },
      ]);
    });

    it('asks less and less often when a dependency answers pings and fails at work', async () => {
      for (let time = 0; time < 4; time++) {
        gate.closeFor(away(database));
        await gate.whenOpen();
      }

      const closures = lines.filter((one) => (one as { nextPingMs?: number }).nextPingMs);
      expect(closures.map((one) => (one as { nextPingMs: number }).nextPingMs)).toEqual([5, 10, 20, 20]);
    });
  });

  it('does work again after each outage that it meets, and passes on what the work itself says', async () => {
    let runs = 0;
    const work = (): Promise<string> => {
      runs++;
      return runs < 3 ? Promise.reject(away(database)) : Promise.resolve('done');
    };

    expect(await gate.run(work)).toBe('done');
    expect(runs).toBe(3);
    await expect(gate.run(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
  });

  it('lets no work begin while it is held, also when all dependencies answer', async () => {
    const release = gate.hold();
    let isDone = false;
    const done = gate.run(() => Promise.resolve((isDone = true)));
    expect(gate.closeFor(away(database))).toBe(true);

    expect([gate.isOpen, isDone]).toEqual([false, false]);
    expect(database.pings).toBe(0);

    release();
    expect(await done).toBe(true);
    expect(gate.reopenedForMs).toBe(Infinity);
  });

  it('lets go of everybody at shutdown, and asks nobody any more', async () => {
    database.isUp = false;
    gate.closeFor(away(database));
    const own = new AbortController();
    const waiting = [gate.whenOpen(), gate.whenOpen(own.signal)];
    own.abort();
    gate.onModuleDestroy();

    for (const one of waiting) await expect(one).rejects.toThrow(GateClosedError);
    await expect(gate.run(() => Promise.resolve())).rejects.toThrow(GateClosedError);
  });
});
