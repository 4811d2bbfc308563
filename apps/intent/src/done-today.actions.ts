import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

import { ChangeStore, type Transaction } from '#data';
import { replies } from '#replies';

import { periodOf } from './event-times.ts';
import type { Done, Request } from './understood.ts';

/** "what did I ask you to do today", "what have you done for me" */
const ASKS = [
  /^(?:(?:so|and|hey|ok|okay|tell me)[ ,]+)*what(?: all| else)? (?:did|have) (?:i|we) (?:just |already )?(?:ask(?:ed)?|tell|told|get|got|have|had|want(?:ed)?|give|given) you (?:to do|for|do)\b(?<time>.*?)[ .!?]*$/i,
  /^(?:(?:so|and|hey|ok|okay|tell me)[ ,]+)*what(?: all| else)? (?:did|have) you (?:just |already )?(?:do|done|change|changed|get done)(?: for (?:me|us))?(?<time>(?: (?:today|so far|yesterday|this|on|last|since)\b.*?)?)[ .!?]*$/i,
];

/** Tells what was done for somebody on the day. */
@Injectable()
export class DoneTodayActions {
  constructor(private readonly changes: ChangeStore) {}

  /** @returns undefined when something else is asked */
  async tell(tx: Transaction, { contactId, action, now, timezone }: Request): Promise<Done | undefined> {
    const words = action.words.trim();
    const time = ASKS.map((form) => form.exec(words)?.groups?.time).find((each) => each !== undefined);
    if (time === undefined) return undefined;
    const today = DateTime.fromJSDate(now, { zone: timezone }).startOf('day').toJSDate();
    const asked = action.when && periodOf(action.when, timezone);
    const isToday = asked
      ? asked.from >= today
      : !/\b(?:yesterday|last|week|month|[a-z]+day)\b/i.test(time.replace(/today/i, ''));
    if (!isToday) return { reply: replies.doneLongAgo() };
    const done = await this.changes.wordsSince(tx, contactId, today);
    return { reply: replies.doneToday(done) };
  }
}
