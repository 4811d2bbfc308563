import { Injectable } from '@nestjs/common';

import type { BusinessNumber } from '../../accounts/account.ts';
import { MediaShelf } from '../../media/media.shelf.ts';
import { Templates } from '../../templates/templates.ts';
import { readContacts } from './content/contacts.ts';
import { readInteractive } from './content/interactive.ts';
import { readLocation } from './content/location.ts';
import { readMedia } from './content/media.ts';
import { readReaction } from './content/reaction.ts';
import { readText } from './content/text.ts';
import type { MessageType, Payload, Send } from './send.ts';
import { readTemplate } from './template/read-template.ts';

/** Reads what a message holds, with the files and templates that it speaks of. */
@Injectable()
export class PayloadReader {
  constructor(
    private readonly files: MediaShelf,
    private readonly templates: Templates,
  ) {}

  /** @param part of the body, under the name of the type */
  read({ account }: BusinessNumber, { type, to }: Send, part: unknown): Payload {
    if (type !== 'template') return { content: this.#contentOf(type, part), category: 'service' };
    const { templates, files } = this;
    return readTemplate({ account, templates, files }, part, to);
  }

  #contentOf(type: Exclude<MessageType, 'template'>, part: unknown): Payload['content'] {
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
        return readInteractive(this.files, part);
      default:
        return readMedia(this.files, type, part);
    }
  }
}
