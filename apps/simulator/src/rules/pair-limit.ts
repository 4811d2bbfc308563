import { Injectable } from '@nestjs/common';

import { chatKey } from '../chat.ts';
import { Clock } from '../clock.ts';
import { PairBucket } from './pair-bucket.ts';
import { PairDebts } from './pair-debts.ts';
import { Rules } from './rules.ts';
import type { Attempt, SendRule, Verdict } from './send-rule.ts';

const code = 131_056;

/** How many messages one number may send to one person, by the reading of Meta's words that the rules choose. */
@Injectable()
export class PairLimit implements SendRule {
  readonly #readings = { bucket: new PairBucket(), strict: new PairDebts() };

  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
  ) {}

  judge(attempt: Attempt): Verdict | undefined {
    const { pairLimit } = this.rules.now;
    if (pairLimit === 'off') return undefined;
    const mayPass = this.#readings[pairLimit].take(chatKey(attempt), this.clock.now());
    return mayPass ? undefined : { how: 'refused', code };
  }

  reset(): void {
    for (const reading of Object.values(this.#readings)) reading.clear();
  }
}
