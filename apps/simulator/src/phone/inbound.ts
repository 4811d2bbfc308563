import { Injectable } from '@nestjs/common';

import type { Person } from '../people.ts';
import { newWamid } from '../wamid.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { textValue } from '../webhooks/webhook.values.ts';
import { Conversations } from './conversations.ts';

/** From the person to the business. */
@Injectable()
export class Inbound {
  constructor(
    private readonly conversations: Conversations,
    private readonly courier: WebhookCourier,
  ) {}

  write(person: Person, text: string): { wamid: string } {
    const wamid = newWamid();
    const at = new Date();
    const { userId } = person;
    this.conversations.add(userId, { wamid, from: 'me', text, at: at.toISOString(), status: 'pending' });
    this.courier.deliver(
      { kind: 'message', wamid, userId, value: textValue(person, { wamid, text, at }) },
      () => this.conversations.advance(wamid, 'acknowledged'),
    );
    return { wamid };
  }
}
