import { Injectable } from '@nestjs/common';

import { chatKey } from '../chat.ts';
import { Clock } from '../clock.ts';
import { Rules } from './rules.ts';
import type { Attempt, SendRule, Verdict } from './send-rule.ts';

const code = 131_056;
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
@Injectable()
export class PairDebts implements SendRule {
  readonly #debts = new Map<string, Debt>();

  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
  ) {}

  judge(attempt: Attempt): Verdict | undefined {
    if (!this.rules.now.pairLimit) return undefined;
    const now = this.clock.now();
    const key = chatKey(attempt);
    const debt = this.#debts.get(key);
    if (!debt || now >= debt.freeAt) {
      this.#debts.set(key, { burstStart: now, count: 1, freeAt: now + pauseMs });
      return undefined;
    }
    if (now - debt.burstStart >= burstMs || debt.count >= longestBurst) return { how: 'refused', code };
    debt.count += 1;
    debt.freeAt += pauseMs;
    return undefined;
  }

  reset(): void {
    this.#debts.clear();
  }
}
