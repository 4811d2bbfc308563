/** Words that belong to no name. */
const ARTICLES = new Set(['a', 'an', 'the', 'my', 'our', 'some', 'to']);

/**
 * Those that are meant by a name: the ones that are called just so, or else all that have all of its words: "the laundry" means "do the
 * laundry", and "Leo's party" the "birthday party for Leo".
 */
export function named<T extends { title: string | undefined }>(all: readonly T[], name: string): T[] {
  const whole = all.filter(({ title }) => title?.toLowerCase() === name.toLowerCase());
  if (whole.length > 0) return whole;
  const having = (read: (text: string) => Set<string>): T[] => {
    const wanted = read(name);
    return wanted.size === 0 ? [] : all.filter(({ title = '' }) => isWithin(wanted, read(title)));
  };
  const found = having(wordsOf);
  return found.length > 0 || !POSSESSIVE.test(name) ? found : having(bareWordsOf);
}

const POSSESSIVE = /\p{L}['’]s?(?!\p{L})/iu;

function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  return new Set(words.filter((word) => !ARTICLES.has(word)));
}

/** "leo" for "leo's", "james" for "james'" */
const bareWordsOf = (text: string): Set<string> =>
  new Set([...wordsOf(text.replaceAll('’', "'"))].map((word) => word.replace(/(?<=.)'s?$/, '')));

const isWithin = (some: Set<string>, all: Set<string>): boolean => [...some].every((word) => all.has(word));
