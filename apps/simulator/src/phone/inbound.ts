import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

import type { Chat } from '../chat.ts';
import { Clock } from '../clock.ts';
import { MediaShelf } from '../media/media.shelf.ts';
import { People, type Person, phoneDigits } from '../people.ts';
import { Rules } from '../rules/rules.ts';
import { ServiceWindows } from '../rules/service-windows.ts';
import { Throughput } from '../rules/throughput.ts';
import { SimulatorAddress } from '../simulator.address.ts';
import { newWamid } from '../wamid.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { messageValue, ofNumber } from '../webhooks/webhook.values.ts';
import type { Attachment } from './attachment.ts';
import { wordsOf } from './content.ts';
import { Conversations } from './conversations.ts';
import { contentOf } from './inbound.content.ts';
import { asType, type InboundMessage } from './message.schema.ts';

/** A file as a webhook tells of it. */
export interface SentMedia {
  id: string;
  url: string;
  mime_type: string;
  /** Base64 here, hex in the answer of `GET /<media id>`. */
  sha256: string;
  caption?: string;
  filename?: string;
  voice?: boolean;
}

/** What a message is said with. */
export interface Circumstances {
  /** The message that it answers. */
  quotes?: string;
  forwarded?: boolean;
}

/** Something a person sent, before it became a webhook. */
export interface Said extends Circumstances {
  chat: Chat;
  wamid: string;
  message: InboundMessage;
}

/** From the person to the business. */
@Injectable()
export class Inbound {
  readonly said = new Subject<Said>();

  constructor(
    private readonly conversations: Conversations,
    private readonly courier: WebhookCourier,
    private readonly shelf: MediaShelf,
    private readonly address: SimulatorAddress,
    private readonly windows: ServiceWindows,
    private readonly throughput: Throughput,
    private readonly people: People,
    private readonly rules: Rules,
    private readonly clock: Clock,
  ) {}

  attach(
    chat: Chat,
    attachment: Attachment,
    circumstances: Circumstances = {},
  ): { wamid: string; media: SentMedia } {
    const { kind, bytes, mimeType, caption, filename, voice } = attachment;
    const file = this.shelf.put({ bytes, mimeType, filename, number: chat.number, origin: 'webhook' });
    const media = {
      caption,
      filename,
      mime_type: mimeType,
      sha256: file.sha256.toString('base64'),
      id: file.id,
      url: this.address.url + this.shelf.link(file),
      voice: kind === 'audio' ? voice : undefined,
    };
    return { wamid: this.send(chat, { type: kind, [kind]: media }, circumstances), media };
  }

  /** @returns its wamid */
  send(chat: Chat, message: InboundMessage, circumstances: Circumstances = {}): string {
    const wamid = newWamid();
    const { number } = chat;
    // The webhook names the person as before, also when the message is that something about the person changed.
    const person = { ...chat.person };
    const content = this.#complete(chat, message, circumstances);
    this.said.next({ chat, wamid, message, ...circumstances });
    this.#show(chat, wamid, content, circumstances);
    this.throughput.received(number);
    if (message.type !== 'system') this.windows.heard(chat);
    const hidesPhone = this.#hidesPhone(person);
    const value = messageValue(person, { wamid, at: this.clock.date(), content, hidesPhone });
    this.courier.deliver(
      {
        account: number.account,
        number,
        field: 'messages',
        kind: 'message',
        wamid,
        userId: person.userId,
        value: ofNumber(number, value),
      },
      () => this.conversations.advance(wamid, 'acknowledged'),
    );
    return wamid;
  }

  /** With what WhatsApp itself puts into the message. What the message says wins, to let a test say odd things. */
  #complete(chat: Chat, message: InboundMessage, { quotes, forwarded }: Circumstances): InboundMessage {
    const context = {
      ...(quotes !== undefined && { from: this.#authorOf(chat, quotes), id: quotes }),
      ...(forwarded && { forwarded: true }),
      ...message.context,
    };
    const complete = Object.keys(context).length > 0 ? { ...message, context } : message;
    const system = asType(message, 'system')?.system;
    return system ? { ...complete, system: this.#changePerson(chat.person, system) } : complete;
  }

  #authorOf({ number, person }: Chat, wamid: string): string | undefined {
    if (this.conversations.find(wamid)?.from !== 'me') return number.phone;
    return this.#hidesPhone(person) ? undefined : person.phone;
  }

  #hidesPhone({ username }: Person): boolean {
    return this.rules.now.hidePhones || username !== undefined;
  }

  /** A system message tells that the number or the user id changed, so it does change. */
  #changePerson(person: Person, system: { type: string; wa_id?: string; user_id?: unknown }): object {
    const { phone, userId, name } = person;
    const { type, wa_id: newPhone, user_id: newUserId } = system;
    if (type === 'user_changed_number' && newPhone) this.people.moveToNumber(person, phoneDigits(newPhone));
    if (typeof newUserId === 'string') this.people.change(person, { userId: newUserId });
    if (person.userId === userId) return system;
    const body = newPhone
      ? `User ${name} changed from ${phone} to ${newPhone}`
      : `User ${name} changed user id`;
    return { body, user_id: person.userId, previous_user_id: userId, ...system };
  }

  #show(chat: Chat, wamid: string, message: InboundMessage, { quotes }: Circumstances): void {
    const reaction = asType(message, 'reaction')?.reaction;
    const edit = asType(message, 'edit')?.edit;
    const revoke = asType(message, 'revoke')?.revoke;
    if (reaction) this.conversations.react(reaction.message_id, 'me', reaction.emoji);
    else if (edit) this.conversations.edit(edit.original_message_id, contentOf(edit.message, this.shelf));
    else if (revoke) this.conversations.revoke(revoke.original_message_id);
    else {
      const quoted = quotes === undefined ? undefined : this.conversations.find(quotes);
      this.conversations.add(chat, {
        wamid,
        from: 'me',
        content: contentOf(message, this.shelf),
        quotes:
          quotes === undefined
            ? undefined
            : { wamid: quotes, text: quoted ? wordsOf(quoted.content) : '', from: quoted?.from },
      });
    }
  }
}
