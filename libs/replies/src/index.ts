export type { SentThing } from './en/file.replies.ts';
export { type Language, languageOf, languageOfCountry, languages, usualLanguage } from './languages.ts';
export { replies } from './replies.ts';
export type { SaidDay, SaidRule } from './said-time.ts';
export { currentSpeech, inLanguage, type Speech, speaking } from './speech.ts';
export { longestMessage, longestTaskList, short } from './wording.ts';
