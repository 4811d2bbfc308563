import { Injectable } from '@nestjs/common';

import { ErasureStore, type Transaction } from '#data';
import { replies } from '#replies';

import type { Done, Request } from './understood.ts';

/** "delete my data": everything at once, after a yes. The answer is the last thing that is sent. */
@Injectable()
export class EraseActions {
  constructor(private readonly erasures: ErasureStore) {}

  async erase(tx: Transaction, { contactId, messageId, isConfirmed }: Request): Promise<Done> {
    if (!isConfirmed) return { reply: replies.eraseAll(), asksFirst: true };
    await this.erasures.erase(tx, contactId, 'person', messageId);
    return { reply: replies.erased() };
  }
}
