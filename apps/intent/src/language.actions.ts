import { Injectable } from '@nestjs/common';

import { ContactStore, type Transaction } from '#data';
import { type Language, languageOf, languages, replies, speaking } from '#replies';
import { Understanding } from '#understanding';

import { speechWith } from './speech-with.ts';
import type { Done, Request } from './understood.ts';

/** In which language people are answered. */
@Injectable()
export class LanguageActions {
  constructor(
    private readonly contacts: ContactStore,
    private readonly understanding: Understanding,
  ) {}

  /** Answers in the new one. */
  async set(tx: Transaction, { contactId, action }: Request): Promise<Done> {
    const language = languageOf(action.language);
    if (language === undefined) return { reply: replies.languageUnknown(languages.map(nameOf)) };
    await this.contacts.chooseLanguage(tx, contactId, language);
    const speech = speechWith({ id: contactId, language }, this.understanding);
    return { reply: speaking(speech, () => replies.languageSet(speech.isUnderstood === true)) };
  }
}

const nameOf = (language: Language): string => speaking({ language }, () => replies.languageName());
