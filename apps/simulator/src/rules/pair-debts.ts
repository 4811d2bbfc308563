const pauseMs = 6_000;
const burstMs = 6_000;
const longestBurst = 45;

interface Debt {
  burstStart: number;
  count: number;
  /** Until then the messages of the burst are being paid off. */
  freeAt: number;
}

/**
 * One message in six seconds from one number to one person, or a burst of up to 45 within six seconds, which is borrowed from the
 * future: after it the pair stays shut for as long as those messages would have taken one by one.
 */
export class PairDebts {
  readonly #debts = new Map<string, Debt>();

  /** @param now in milliseconds. @returns whether a message may pass, which it then counts */
  take(pair: string, now: number): boolean {
    const debt = this.#debts.get(pair);
    if (!debt || now >= debt.freeAt) {
      this.#debts.set(pair, { burstStart: now, count: 1, freeAt: now + pauseMs });
      return true;
    }
    if (now - debt.burstStart >= burstMs || debt.count >= longestBurst) return false;
    debt.count += 1;
    debt.freeAt += pauseMs;
    return true;
  }

  clear(): void {
    this.#debts.clear();
  }
}
