import { Injectable } from '@nestjs/common';

import { ParkedStore, type Transaction, type UndeliveredMessage, UndeliveredStore } from '#data';
import { inLanguage, longestMessage, replies } from '#replies';

/** What people get beside the answer once they write: what waited for that, and the word that something did not arrive. */
@Injectable()
export class OwedMessages {
  constructor(
    private readonly parked: ParkedStore,
    private readonly undelivered: UndeliveredStore,
  ) {}

  /** @returns the ids of their messages, to be enqueued once `tx` is committed */
  async release(tx: Transaction, contactIds: string[]): Promise<Map<string, string[]>> {
    const idsOf = new Map<string, string[]>();
    if (contactIds.length === 0) return idsOf;
    // What is out of date by now is quoted beside what failed.
    const parked = await this.parked.release(tx, contactIds, (count, language) =>
      inLanguage(language, () => replies.leftOut(count)),
    );
    const words = await this.undelivered.tell(tx, contactIds, (messages, language) =>
      inLanguage(language, () => wordOf(messages)),
    );
    for (const { contactId, ids } of [...words, ...parked]) {
      idsOf.set(contactId, [...(idsOf.get(contactId) ?? []), ...ids]);
    }
    return idsOf;
  }
}

/** What certainly failed is told apart from what may have arrived: nobody should doubt without need, nor be sure without reason. */
function wordOf(messages: UndeliveredMessage[]): string {
  const failed = messages.filter(({ mayHaveArrived }) => !mayHaveArrived).map(({ words }) => words);
  const doubtful = messages.filter(({ mayHaveArrived }) => mayHaveArrived).map(({ words }) => words);
  if (doubtful.length === 0) return replies.notDelivered(failed, longestMessage);
  if (failed.length === 0) return replies.mayNotHaveArrived(doubtful, longestMessage);
  // Both fit into one message.
  const longest = longestMessage / 2 - 1;
  return `${replies.notDelivered(failed, longest)}\n\n${replies.mayNotHaveArrived(doubtful, longest)}`;
}
