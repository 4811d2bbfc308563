import { Injectable } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { Rules } from './rules.ts';
import type { Attempt, SendRule, Verdict } from './send-rule.ts';
import { ServiceWindows } from './service-windows.ts';

const dayMs = 24 * 3_600_000;

/** How many people are written to first, that is with a template outside their window, in any 24 hours. All numbers share it. */
@Injectable()
export class MessagingLimit implements SendRule {
  /** When each person (user id) was last written to first. */
  readonly #reachedAt = new Map<string, number>();

  constructor(
    private readonly windows: ServiceWindows,
    private readonly clock: Clock,
    private readonly rules: Rules,
  ) {}

  judge(attempt: Attempt): Verdict | undefined {
    const { messagingLimit: limit, messagingLimitCode: code } = this.rules.now;
    if (!attempt.isTemplate || this.windows.isOpen(attempt)) return undefined;
    const now = this.clock.now();
    for (const [userId, at] of this.#reachedAt) {
      if (at <= now - dayMs) this.#reachedAt.delete(userId);
    }
    const { userId } = attempt.person;
    if (limit !== null && !this.#reachedAt.has(userId) && this.#reachedAt.size >= limit) {
      return { how: 'fails later', code, details: `${limit} people were written to first in 24 hours.` };
    }
    this.#reachedAt.set(userId, now);
    return undefined;
  }

  reset(): void {
    this.#reachedAt.clear();
  }
}
