/** Answers about the language of the answers, in English. */
export const languageReplies = {
  /** What this language is called, in itself. */
  languageName: () => 'English',
  languageSet: () => 'I speak English with you from now on.',
  languageMissing: () => 'Which language shall I speak? For example: speak German',
  /** @param names of those that there are, each in itself */
  languageUnknown: (names: string[]) => `I do not speak that language yet. I speak: ${names.join(', ')}`,
};
