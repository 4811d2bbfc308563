import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

import type { Chat } from '../chat.ts';
import { Statuses } from '../cloud-api/messages/statuses.ts';

/** Tells the business that a person heard its voice message. */
@Injectable()
export class Played {
  readonly heard = new Subject<{ chat: Chat; wamid: string }>();

  constructor(private readonly statuses: Statuses) {}

  report(chat: Chat, wamid: string): void {
    if (this.statuses.played(wamid)) this.heard.next({ chat, wamid });
  }
}
