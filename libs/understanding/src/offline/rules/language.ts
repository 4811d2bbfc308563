import type { Candidate } from '../found.ts';
import { firstGroups } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';

/** What languages are called, in English and in those that we speak, by their BCP 47 tags. */
const NAMES: Record<string, string> = {
  en: 'english|englisch|inglés|ingles',
  de: 'german|deutsch|alemán|aleman',
  es: 'spanish|spanisch|español|espanol|castellano',
  fr: 'french|französisch|francés|frances|français',
  it: 'italian|italienisch|italiano',
  pt: 'portuguese|portugiesisch|portugués|portugues|português',
  nl: 'dutch|niederländisch|holandés|neerlandés|nederlands',
  pl: 'polish|polnisch|polaco|polski',
  tr: 'turkish|türkisch|turco|türkçe',
  ru: 'russian|russisch|ruso',
  ar: 'arabic|arabisch|árabe',
  hi: 'hindi',
  zh: 'chinese|mandarin|chinesisch|chino',
  ja: 'japanese|japanisch|japonés',
};
const NAME = `(?<name>${Object.values(NAMES).join('|')})`;
const OWN_NAMES = /^(?:english|deutsch|español|espanol)$/i;
const FORMS = [
  `^(?:(?:do|can|could|would) you (?:also )?(?:speak|talk|answer|write)(?: (?:to|with) me)?(?: in)?|sprichst du(?: auch)?|(?:¿|tú )?hablas(?: también)?) ${NAME}(?: (?:too|as well|with me|to me|instead))?$`,
  `^(?:(?:speak|talk|answer|reply|respond|write|message|text|use|switch|change|go|continue|set)(?: (?:to|with))?(?: (?:me|us))?(?: (?:my|your|the))?(?: (?:language|answers|replies))?(?: (?:back|over))?(?: (?:to|in|into))?|in|i prefer|i only speak|my language is) ${NAME}(?: (?:with me|to me|instead|now|please|again|only|from now on))*$`,
  `^(?:bitte )?(?:(?:sprich|rede|antworte|schreib|schreibe|wechsle|wechsel)(?: bitte)?(?: (?:mit )?mir)?(?: wieder)?(?: (?:auf|in|zu))?|kannst du(?: auch)?|auf) ${NAME}(?:,? (?:mit mir|sprechen|reden|antworten|schreiben|bitte|um))*$`,
  `^(?:por favor,? )?(?:(?:habla|háblame|hablame|responde|respóndeme|contesta|escribe|escríbeme|cambia)(?: conmigo)?(?: (?:en|al|a))?|¿?puedes hablar(?: en)?|en) ${NAME}(?:,? (?:conmigo|otra vez|por favor))*$`,
].map((form) => new RegExp(form, 'iu'));

/** "speak german", "sprich deutsch", "habla español" */
export function language({ text, command }: Sentence): Candidate[] {
  const bare = OWN_NAMES.test(text) ? text : undefined;
  const name = bare ?? firstGroups(FORMS, text)?.name ?? firstGroups(FORMS, command)?.name;
  const tag = name && Object.keys(NAMES).find((one) => NAMES[one]?.split('|').includes(name.toLowerCase()));
  return tag
    ? [{ intent: 'set_preference', confidence: 0.95, isOwn: true, fill: () => ({ language: tag }) }]
    : [];
}
