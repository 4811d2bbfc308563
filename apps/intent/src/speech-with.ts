import type { Contact } from '#data';
import { type Language, languageOf, languageOfCountry, type Speech, usualLanguage } from '#replies';
import { countryOf, type Intent, languageIn, type Meaning, type Understanding } from '#understanding';

/**
 * How we speak with a person: in the language that is known to be theirs, or else in that of their phone's country.
 *
 * @param told the language that the message told
 */
export function speechWith(
  contact: Contact,
  { understandsAnyLanguage }: Pick<Understanding, 'understandsAnyLanguage'>,
  told?: Language,
): Speech {
  const language =
    told ?? languageOf(contact.language) ?? languageOfCountry(countryOf(contact)) ?? usualLanguage;
  return { language, isUnderstood: understandsAnyLanguage || language === usualLanguage };
}

const courtesies = new Set<Intent>([
  'greeting',
  'thanks',
  'confirm',
  'deny',
  'undo',
  'help',
  'stop',
  'start',
]);
const ENGLISH_COURTESY =
  /\b(?:hello|good (?:morning|afternoon|evening)|thanks|thank you|help|yes|yeah|please|undo)\b/i;

/** The language that a message tells us to speak; undefined where it tells none, or its sender chose another one. */
export function toldLanguage(
  words: string,
  { actions, language }: Meaning,
  { language: known, languageChosen }: Contact,
): Language | undefined {
  if (languageChosen) return undefined;
  const tag = language ?? languageIn(words);
  if (tag !== undefined || known !== undefined) return languageOf(tag);
  // Without a language model only English is understood, also where none of its small words are: "pasta timer 9 minutes".
  const isEnglish = ({ intent }: Meaning['actions'][number]): boolean =>
    intent !== 'out_of_scope' && (!courtesies.has(intent) || ENGLISH_COURTESY.test(words));
  return actions.some(isEnglish) ? usualLanguage : undefined;
}
