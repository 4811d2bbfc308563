import { Injectable } from '@nestjs/common';

import type { Chat } from '../chat.ts';
import { Clock } from '../clock.ts';
import { MediaShelf } from '../media/media.shelf.ts';
import { ServiceWindows } from '../rules/service-windows.ts';
import { SimulatorAddress } from '../simulator.address.ts';
import { newWamid } from '../wamid.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { messageValue, ofNumber } from '../webhooks/webhook.values.ts';
import type { Attachment } from './attachment.ts';
import type { Content } from './content.ts';
import { Conversations } from './conversations.ts';

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

/** From the person to the business. */
@Injectable()
export class Inbound {
  constructor(
    private readonly conversations: Conversations,
    private readonly courier: WebhookCourier,
    private readonly shelf: MediaShelf,
    private readonly address: SimulatorAddress,
    private readonly windows: ServiceWindows,
    private readonly clock: Clock,
  ) {}

  write(chat: Chat, text: string): { wamid: string } {
    return { wamid: this.#say(chat, { kind: 'text', text }, { type: 'text', text: { body: text } }) };
  }

  attach(chat: Chat, attachment: Attachment): { wamid: string; media: SentMedia } {
    const { kind, bytes, mimeType, caption, filename, voice } = attachment;
    const file = this.shelf.put(bytes, mimeType);
    const media = {
      caption,
      filename,
      mime_type: mimeType,
      sha256: file.sha256.toString('base64'),
      id: file.id,
      url: this.address.url + this.shelf.link(file, this.clock.now()),
      voice: kind === 'audio' ? voice : undefined,
    };
    const link = { url: `_phone/files/${file.id}`, mimeType, filename, bytes: bytes.length };
    const content: Content = { kind, file: link, caption, voice };
    return { wamid: this.#say(chat, content, { type: kind, [kind]: media }), media };
  }

  #say(chat: Chat, shown: Content, content: object): string {
    const wamid = newWamid();
    const { number, person } = chat;
    const { account } = number;
    this.conversations.add(chat, { wamid, from: 'me', content: shown });
    this.windows.heard(chat);
    const value = ofNumber(
      number,
      messageValue(person, { wamid, at: this.clock.date(), content, hidesPhone: false }),
    );
    const { userId } = person;
    this.courier.deliver({ account, number, field: 'messages', kind: 'message', wamid, userId, value }, () =>
      this.conversations.advance(wamid, 'acknowledged'),
    );
    return wamid;
  }
}
