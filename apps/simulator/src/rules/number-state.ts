import { Injectable } from '@nestjs/common';

import type { BusinessNumber } from '../accounts/account.ts';
import type { Attempt, SendRule, Verdict } from './send-rule.ts';

const notRegistered = 133_010;
const locked = 131_031;
const tooFast = 130_429;

/** What a number in this state answers to a send; null: it sends. */
const codes: Record<BusinessNumber['status'], number | null> = {
  CONNECTED: null,
  // Its quality is low, which has no effect by itself.
  FLAGGED: null,
  PENDING: notRegistered,
  DISCONNECTED: notRegistered,
  RESTRICTED: locked,
  BANNED: locked,
  RATE_LIMITED: tooFast,
};

/** A number sends only while it is connected. */
@Injectable()
export class NumberState implements SendRule {
  judge({ number }: Attempt): Verdict | undefined {
    const code = codes[number.status];
    return code === null
      ? undefined
      : { how: 'refused', code, details: `The status of the number is ${number.status}.` };
  }
}
