import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

import type { Chat } from '../chat.ts';
import { Clock } from '../clock.ts';
import { Books } from '../scenario/books.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { ofNumber, statusValue } from '../webhooks/webhook.values.ts';
import { Conversations } from './conversations.ts';

/** Tells the business that a person heard its voice message. */
@Injectable()
export class Played {
  readonly heard = new Subject<{ chat: Chat; wamid: string }>();

  constructor(
    private readonly conversations: Conversations,
    private readonly courier: WebhookCourier,
    private readonly books: Books,
    private readonly clock: Clock,
  ) {}

  /** The first time only, as WhatsApp does. */
  report(chat: Chat, wamid: string): void {
    const bubble = this.conversations.find(wamid);
    if (bubble?.from !== 'them' || bubble.times.played) return;
    this.heard.next({ chat, wamid });
    const send = this.books.sends.findLast((one) => one.wamid === wamid);
    const report = {
      wamid,
      status: 'played',
      at: this.clock.date(),
      addressedBy: send && /\D/.test(send.to) ? 'userId' : 'phone',
      callbackData: send?.callbackData ?? undefined,
    } as const;
    const { number, person } = chat;
    const value = ofNumber(number, statusValue(person, report));
    const webhook = { account: number.account, number, field: 'messages', kind: 'played', wamid, value };
    this.courier.deliver({ ...webhook, userId: person.userId }, () =>
      this.conversations.advance(wamid, 'played'),
    );
  }
}
