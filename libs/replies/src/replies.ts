import { english } from './en/english.ts';
import { type Catalogue, catalogues } from './languages.ts';
import { currentSpeech } from './speech.ts';

/** Everything the assistant says, in the language of whom it is said to: see `speaking`. */
export const replies: Catalogue = new Proxy(english, {
  get: (_, name: keyof Catalogue) => catalogues[currentSpeech().language][name],
});
