import { Injectable } from '@nestjs/common';

import { MediaShelf } from '../media/media.shelf.ts';
import type { Person } from '../people.ts';
import { SimulatorAddress } from '../simulator.address.ts';
import { newWamid } from '../wamid.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { messageValue } from '../webhooks/webhook.values.ts';
import { type Attachment, wordsFor } from './attachment.ts';
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
  ) {}

  write(person: Person, text: string): { wamid: string } {
    return { wamid: this.#say(person, text, { type: 'text', text: { body: text } }) };
  }

  attach(person: Person, attachment: Attachment): { wamid: string; media: SentMedia } {
    const { kind, bytes, mimeType, caption, filename, voice } = attachment;
    const file = this.shelf.put(bytes, mimeType);
    const media = {
      caption,
      filename,
      mime_type: mimeType,
      sha256: file.sha256.toString('base64'),
      id: file.id,
      url: this.address.url + this.shelf.link(file),
      voice: kind === 'audio' ? voice : undefined,
    };
    return { wamid: this.#say(person, wordsFor(attachment), { type: kind, [kind]: media }), media };
  }

  #say(person: Person, shown: string, content: object): string {
    const wamid = newWamid();
    const at = new Date();
    const { userId } = person;
    this.conversations.add(userId, {
      wamid,
      from: 'me',
      text: shown,
      at: at.toISOString(),
      status: 'pending',
    });
    const value = messageValue(person, { wamid, at, content });
    this.courier.deliver({ kind: 'message', wamid, userId, value }, () =>
      this.conversations.advance(wamid, 'acknowledged'),
    );
    return wamid;
  }
}
