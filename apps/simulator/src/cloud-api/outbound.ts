import { Injectable } from '@nestjs/common';

import type { BusinessNumber } from '../accounts/account.ts';
import type { Chat } from '../chat.ts';
import { Clock } from '../clock.ts';
import { People } from '../people.ts';
import { type Content, wordsOf } from '../phone/content.ts';
import { Conversations } from '../phone/conversations.ts';
import { Books } from '../scenario/books.ts';
import { newWamid } from '../wamid.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { ofNumber, statusValue } from '../webhooks/webhook.values.ts';
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
    private readonly clock: Clock,
    private readonly books: Books,
  ) {}

  /** @param request the body as it came */
  accept(number: BusinessNumber, send: TextSend, request: unknown): SendAnswer {
    const wamid = newWamid();
    const { to, body, callbackData = null } = send;
    const person = 'phone' in to ? this.people.withPhone(to.phone) : this.people.withUserId(to.userId);
    const address = 'phone' in to ? to.phone : to.userId;
    const content: Content = { kind: 'text', text: body };
    this.books.sends.push({
      wamid,
      to: address,
      body: wordsOf(content),
      type: content.kind,
      phoneNumberId: number.id,
      request,
      at: this.clock.date().toISOString(),
      callbackData,
    });
    this.conversations.add({ number, person }, { wamid, from: 'them', content });
    this.#reportLater({ number, person }, wamid, send);
    return {
      messaging_product: 'whatsapp',
      contacts: [{ input: send.input, ...('phone' in to ? { wa_id: address } : { user_id: address }) }],
      messages: [{ id: wamid }],
    };
  }

  read(receipt: ReadReceipt): void {
    this.books.reads.push({
      wamid: receipt.wamid,
      typing: receipt.typing,
      at: this.clock.date().toISOString(),
    });
    this.conversations.markReadUpTo(receipt.wamid);
    if (receipt.typing) this.conversations.showTyping(receipt.wamid);
  }

  #reportLater({ number, person }: Chat, wamid: string, { to, callbackData }: TextSend): void {
    const addressedBy = 'phone' in to ? 'phone' : 'userId';
    const { account } = number;
    for (const { status, afterMs } of statusPlan) {
      this.clock.after(afterMs, () => {
        const report = { wamid, status, at: this.clock.date(), addressedBy, callbackData } as const;
        const value = ofNumber(number, statusValue(person, report));
        const webhook = { account, number, field: 'messages', kind: status, wamid, userId: person.userId };
        this.courier.deliver({ ...webhook, value }, () => this.conversations.advance(wamid, status));
      });
    }
  }
}
