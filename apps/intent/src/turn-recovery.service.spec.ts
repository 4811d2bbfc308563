import type { LeaseStore, Turn, TurnStore } from '#data';
import type { Gate } from '#platform';

import { TurnRecovery } from './turn-recovery.service.ts';
import type { TurnService } from './turn.service.ts';

/** Each claim takes a second on the clock of the test, and finds one message. */
function recoveryOf(backlog: number): { recovery: TurnRecovery; taken: () => number } {
  let taken = 0;
  const claimWaiting = () => {
    passedMs += 1_000;
    taken++;
    return Promise.resolve({ turns: [{ id: String(taken) } as Turn], mayBeMore: taken < backlog });
  };
  const recovery = new TurnRecovery(
    { claimWaiting } as unknown as TurnStore,
    {
      releaseExpired: () => Promise.resolve([]),
      abandonMedia: () => Promise.resolve([]),
    } as unknown as LeaseStore,
    { isStopping: false, patience: {}, take: () => Promise.resolve() } as unknown as TurnService,
    { isOpen: true, closeFor: () => false } as unknown as Gate,
  );
  return { recovery, taken: () => taken };
}

let passedMs: number;
const { performance: usual } = globalThis;

describe('TurnRecovery', () => {
  beforeEach(() => {
    passedMs = 0;
    Object.defineProperty(globalThis, 'performance', {
      value: { now: () => passedMs },
      configurable: true,
      writable: true,
    });
  });
  afterEach(() => {
    Object.defineProperty(globalThis, 'performance', { value: usual, configurable: true, writable: true });
  });

  it('goes on in one run for as long as there is more', async () => {
    const { recovery, taken } = recoveryOf(20);

    await recovery.recover();

    expect(taken()).toBe(20);
  });

  it('ends a run after a minute though there is more, so that it does not seem to hang', async () => {
    const { recovery, taken } = recoveryOf(1_000);

    await recovery.recover();
    expect(taken()).toBe(60);

    await recovery.recover();
    expect(taken()).toBe(120);
  });
});
