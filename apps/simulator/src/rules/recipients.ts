import { Injectable } from '@nestjs/common';

import type { Attempt, SendRule, Verdict } from './send-rule.ts';

const senderIsRecipient = 131_021;
const notOnList = 131_030;

/** A number does not write to itself, and a test number only to the phones on its list. */
@Injectable()
export class Recipients implements SendRule {
  judge({ number, person }: Attempt): Verdict | undefined {
    if (person.phone === number.phone) return { how: 'refused', code: senderIsRecipient };
    const { allowedRecipients: allowed } = number;
    if (!allowed || (person.phone !== undefined && allowed.has(person.phone))) return undefined;
    return { how: 'refused', code: notOnList };
  }
}
