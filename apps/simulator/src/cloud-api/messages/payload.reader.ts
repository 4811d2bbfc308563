import { Injectable } from '@nestjs/common';

import type { BusinessNumber } from '../../accounts/account.ts';
import { MediaShelf } from '../../media/media.shelf.ts';
import { Templates } from '../../templates/templates.ts';
import { readContacts } from './content/contacts.ts';
import { readInteractive } from './content/interactive.ts';
import { readLocation } from './content/location.ts';
import { type Files, readMedia } from './content/media.ts';
import { readReaction } from './content/reaction.ts';
import { readText } from './content/text.ts';
import type { MessageType, Payload, Send } from './send.ts';
import { readTemplate } from './template/read-template.ts';

/** Reads what a message holds, with the files and templates that it speaks of. */
@Injectable()
export class PayloadReader {
  constructor(
    private readonly shelf: MediaShelf,
    private readonly templates: Templates,
  ) {}

  /** @param part of the body, under the name of the type */
  read(number: BusinessNumber, { type, to }: Send, part: unknown): Payload {
    const files = this.#filesOf(number);
    if (type === 'template') {
      return readTemplate({ account: number.account, templates: this.templates, files }, part, to);
    }
    return { content: this.#contentOf(type, part, files), category: 'service' };
  }

  /** A number can not send what was uploaded for another one. */
  #filesOf(number: BusinessNumber): Files {
    return {
      find: (id) => {
        const file = this.shelf.find(id);
        return file?.number.id === number.id ? file : undefined;
      },
    };
  }

  #contentOf(type: Exclude<MessageType, 'template'>, part: unknown, files: Files): Payload['content'] {
    switch (type) {
      case 'text':
        return readText(part);
      case 'location':
        return readLocation(part);
      case 'contacts':
        return readContacts(part);
      case 'reaction':
        return readReaction(part);
      case 'interactive':
        return readInteractive(files, part);
      default:
        return readMedia(files, type, part);
    }
  }
}
