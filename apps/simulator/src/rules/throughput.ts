import { Injectable } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { Rules } from './rules.ts';
import type { Attempt, SendRule, Verdict } from './send-rule.ts';

const code = 130_429;
const perSecond = { STANDARD: 80, HIGH: 1_000 };
const secondMs = 1_000;

/**
 * How many messages a number sends in any one second. WhatsApp counts those that people write too; here they are left out, since
 * nobody knows how it shares the second between both.
 */
@Injectable()
export class Throughput implements SendRule {
  /** When each message of the last second was sent, oldest first. */
  readonly #sentAt = new Map<string, number[]>();

  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
  ) {}

  judge({ number }: Attempt): Verdict | undefined {
    const now = this.clock.now();
    const limit = this.rules.now.messagesPerSecond ?? perSecond[number.throughput];
    const sentAt = this.#sentAt.get(number.id)?.filter((at) => at > now - secondMs) ?? [];
    this.#sentAt.set(number.id, sentAt);
    if (sentAt.length >= limit) return { how: 'refused', code };
    sentAt.push(now);
    return undefined;
  }

  reset(): void {
    this.#sentAt.clear();
  }
}
