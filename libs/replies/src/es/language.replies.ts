import type { languageReplies as english } from '../en/language.replies.ts';

/** Answers about the language of the answers, in Spanish. */
export const languageReplies: typeof english = {
  languageName: () => 'Español',
  languageSet: (isUnderstood) =>
    isUnderstood
      ? 'A partir de ahora te hablo en español.'
      : 'A partir de ahora te hablo en español. Entender, por ahora solo entiendo inglés.',
  languageUnknown: (names) => `Ese idioma todavía no lo hablo. Hablo: ${names.join(', ')}`,
};
