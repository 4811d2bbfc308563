import { Injectable } from '@nestjs/common';

import { ClosedWindows } from './closed-windows.ts';
import { MessagingLimit } from './messaging-limit.ts';
import { NumberState } from './number-state.ts';
import { PairLimit } from './pair-limit.ts';
import { Recipients } from './recipients.ts';
import type { Attempt, SendRule, Verdict } from './send-rule.ts';
import { Throughput } from './throughput.ts';
import { TroubledPeople } from './troubled-people.ts';

/** All rules for sending, in the order in which they are asked. */
@Injectable()
export class SendGate {
  readonly #rules: SendRule[];

  constructor(
    state: NumberState,
    recipients: Recipients,
    throughput: Throughput,
    pairs: PairLimit,
    people: TroubledPeople,
    windows: ClosedWindows,
    limit: MessagingLimit,
  ) {
    this.#rules = [state, recipients, throughput, pairs, people, windows, limit];
  }

  /** A refusal ends it; a message that fails later still counts with the rules after that. */
  judge(attempt: Attempt): Verdict | undefined {
    let failure: Verdict | undefined;
    for (const rule of this.#rules) {
      const verdict = rule.judge(attempt);
      if (verdict?.how === 'refused') return verdict;
      failure ??= verdict;
    }
    return failure;
  }

  /** As if nothing had been sent yet. */
  reset(): void {
    for (const rule of this.#rules) rule.reset?.();
  }
}

/** The gate and what it asks, for the module. */
export const sendRules = [
  SendGate,
  NumberState,
  Recipients,
  Throughput,
  PairLimit,
  TroubledPeople,
  ClosedWindows,
  MessagingLimit,
];
