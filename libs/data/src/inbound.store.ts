import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import { ContactStore, type Contact, type Identity } from './contact.store.ts';
import { Database, type Transaction } from './database.ts';

export interface NewInbound {
  wamid: string;
  from: Identity;
  kind: string;
  /** The person's words, if the message has any. */
  text?: string;
  sentAt: Date;
}

export interface RecordedInbound {
  id: string;
  contact: Contact;
  /** The answer, when this message was handled before. */
  answer?: { outboundId: string };
  handled: boolean;
}

/** What people sent. */
@Injectable()
export class InboundStore {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactStore,
    private readonly sealer: Sealer,
  ) {}

  /** Keeps a message; the second time the same message comes it is only looked up. */
  async record(message: NewInbound): Promise<RecordedInbound> {
    const contact = await this.contacts.resolve(message.from);
    const wamidLookup = this.sealer.lookup('wamid', message.wamid);
    const [created] = await this.database.inboundMessage.createManyAndReturn({
      data: [
        {
          contactId: contact.id,
          wamidLookup,
          wamidSealed: this.sealer.seal(message.wamid),
          kind: message.kind,
          bodySealed: message.text === undefined ? null : this.sealer.seal(message.text),
          sentAt: message.sentAt,
        },
      ],
      skipDuplicates: true,
      select: { id: true },
    });
    if (created) return { id: created.id, contact, handled: false };
    const known = await this.database.inboundMessage.findUniqueOrThrow({
      where: { wamidLookup },
      select: { id: true, handledAt: true, outboundMessages: { select: { id: true } } },
    });
    const [answer] = known.outboundMessages;
    return {
      id: known.id,
      contact,
      handled: known.handledAt !== null,
      answer: answer && { outboundId: answer.id },
    };
  }

  /** Makes this transaction the one that acts on the message. @returns false when another one did before */
  async claim(tx: Transaction, id: string, intent: string): Promise<boolean> {
    const { count } = await tx.inboundMessage.updateMany({
      where: { id, handledAt: null },
      data: { intent, handledAt: new Date() },
    });
    return count === 1;
  }
}
