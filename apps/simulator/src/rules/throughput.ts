import { Injectable } from '@nestjs/common';

import type { BusinessNumber } from '../accounts/account.ts';
import { Clock } from '../clock.ts';
import { Rules } from './rules.ts';
import type { Attempt, SendRule, Verdict } from './send-rule.ts';

const code = 130_429;
const perSecond = { STANDARD: 80, HIGH: 1_000 };
const secondMs = 1_000;

/**
 * How many messages a number sends and receives in any one second: WhatsApp counts both together. What people write is never
 * refused, so it only leaves less room for what is sent.
 */
@Injectable()
export class Throughput implements SendRule {
  /** When each message of the last second passed, either way, oldest first. */
  readonly #passedAt = new Map<string, number[]>();

  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
  ) {}

  judge({ number }: Attempt): Verdict | undefined {
    const limit = this.rules.now.messagesPerSecond ?? perSecond[number.throughput];
    const passedAt = this.#lastSecondOf(number);
    if (passedAt.length >= limit) return { how: 'refused', code };
    passedAt.push(this.clock.now());
    return undefined;
  }

  /** A person wrote to this number. */
  received(number: BusinessNumber): void {
    this.#lastSecondOf(number).push(this.clock.now());
  }

  reset(): void {
    this.#passedAt.clear();
  }

  #lastSecondOf({ id }: BusinessNumber): number[] {
    const since = this.clock.now() - secondMs;
    const passedAt = this.#passedAt.get(id)?.filter((at) => at > since) ?? [];
    this.#passedAt.set(id, passedAt);
    return passedAt;
  }
}
