import { type Language, languageOf, usualLanguage } from './languages.ts';
import { spoken } from './spoken.ts';

/** How we speak with a person while something is done for them. */
export interface Speech {
  /** May change meanwhile: what they write tells it. */
  language: Language;
  /** Whether messages in it are understood, so that examples are given in it; otherwise they are in English. */
  isUnderstood?: boolean;
}

const usual: Speech = { language: usualLanguage };

/** All that `work` says, also later, is said so. */
export const speaking = <T>(speech: Speech, work: () => T): T => spoken.run(speech, work);

export const currentSpeech = (): Speech => (spoken.getStore() as Speech | undefined) ?? usual;

/** As `speaking`, where nothing is asked. @param tag of a person's language, if it is known */
export const inLanguage = <T>(tag: string | undefined, work: () => T): T =>
  speaking({ language: languageOf(tag) ?? usualLanguage }, work);
