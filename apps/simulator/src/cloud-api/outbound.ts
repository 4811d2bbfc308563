import { Injectable } from '@nestjs/common';

import { People, type Person } from '../people.ts';
import { Conversations } from '../phone/conversations.ts';
import { Books } from '../scenario/books.ts';
import { Timers } from '../timers.ts';
import { newWamid } from '../wamid.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { statusValue } from '../webhooks/webhook.values.ts';
import type { ReadReceipt, TextSend } from './send.schema.ts';

/** When a phone that is switched on and looked at reports each status, counted from the send. */
const statusPlan = [
  { status: 'sent', afterMs: 50 },
  { status: 'delivered', afterMs: 200 },
  { status: 'read', afterMs: 600 },
] as const;

interface SendAnswer {
  messaging_product: 'whatsapp';
  contacts: [{ input: string; wa_id?: string; user_id?: string }];
  messages: [{ id: string }];
}

/** From the business to the person. */
@Injectable()
export class Outbound {
  constructor(
    private readonly people: People,
    private readonly conversations: Conversations,
    private readonly courier: WebhookCourier,
    private readonly timers: Timers,
    private readonly books: Books,
  ) {}

  accept(send: TextSend): SendAnswer {
    const wamid = newWamid();
    const at = new Date().toISOString();
    const { to, body } = send;
    const person = 'phone' in to ? this.people.withPhone(to.phone) : this.people.withUserId(to.userId);
    const address = 'phone' in to ? to.phone : to.userId;
    this.books.sends.push({ wamid, to: address, body, at, callbackData: send.callbackData ?? null });
    this.conversations.add(person.userId, { wamid, from: 'them', text: body, at, status: 'pending' });
    this.#reportLater(person, wamid, send);
    return {
      messaging_product: 'whatsapp',
      contacts: [{ input: send.input, ...('phone' in to ? { wa_id: address } : { user_id: address }) }],
      messages: [{ id: wamid }],
    };
  }

  read(receipt: ReadReceipt): void {
    this.books.reads.push({ wamid: receipt.wamid, typing: receipt.typing, at: new Date().toISOString() });
    this.conversations.markReadUpTo(receipt.wamid);
    if (receipt.typing) this.conversations.showTyping(receipt.wamid);
  }

  #reportLater(person: Person, wamid: string, { to, callbackData }: TextSend): void {
    const addressedBy = 'phone' in to ? 'phone' : 'userId';
    for (const { status, afterMs } of statusPlan) {
      this.timers.after(afterMs, () => {
        const value = statusValue(person, { wamid, status, at: new Date(), addressedBy, callbackData });
        this.courier.deliver({ kind: status, wamid, userId: person.userId, value }, () =>
          this.conversations.advance(wamid, status),
        );
      });
    }
  }
}
