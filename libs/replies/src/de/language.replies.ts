import type { languageReplies as english } from '../en/language.replies.ts';

/** Answers about the language of the answers, in German. */
export const languageReplies: typeof english = {
  languageName: () => 'Deutsch',
  languageSet: (isUnderstood) =>
    isUnderstood
      ? 'Ab jetzt spreche ich Deutsch mit dir.'
      : 'Ab jetzt spreche ich Deutsch mit dir. Verstehen kann ich vorerst nur Englisch.',
  languageUnknown: (names) => `Diese Sprache spreche ich noch nicht. Ich spreche: ${names.join(', ')}`,
};
