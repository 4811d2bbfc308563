/** Answers about the language of the answers, in English. */
export const languageReplies = {
  /** What this language is called, in itself. */
  languageName: () => 'English',
  /** @param isUnderstood whether messages in it are understood, too */
  languageSet: (_isUnderstood: boolean) => 'I speak English with you from now on.',
  /** @param names of those that there are, each in itself */
  languageUnknown: (names: string[]) => `I do not speak that language yet. I speak: ${names.join(', ')}`,
};
