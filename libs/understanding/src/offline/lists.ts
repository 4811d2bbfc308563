import { LIST, pattern } from './lexicon.ts';

/** The usual list, however it is called; it has no name. */
const USUAL =
  /^(?:to[ -]?dos?|to[ -]?do|task|tasks|due|daily|current|own|open|main|whole|entire|item|personal|same)?$/i;
/** Other kinds of lists, which are not lists of tasks. */
export const OTHER_LIST =
  /\b(?:reminders?|calend[ae]r|play|guest|wait(?:ing)?|price|rate|contacts?|mailing|events?|meetings?|appointments?|music|song|friends?|black)\b/i;

const WHOLE = pattern('^', LIST, '$');

/**
 * The list's name as it is kept: "grocery" of "grocery list", none for "to-do list".
 *
 * @param words the words that name the list: "my shopping list", "groceries", "list of chores"
 */
export function listNameOf(words: string): string | undefined {
  if (/\bgroceries\b/i.test(words)) return 'grocery';
  const matter =
    /\blist (?:of|for|with)(?: the)? (\w+)/i.exec(words)?.[1] ??
    /\b(shopping|errands|chores)$/i.exec(words)?.[1];
  if (matter && !NO_MATTER.test(matter)) return matter.toLowerCase();
  const bare = (WHOLE.exec(words)?.[1] ?? '').trim();
  return USUAL.test(bare) ? undefined : bare.toLowerCase();
}

const NO_MATTER = /^(?:things|stuff|items|tasks|to|today|tomorrow|my|mine)$/i;

/** What is put on lists to be played. */
export const MUSIC =
  /^(?:(?:add|put|save|include|take|remove|delete|drop|get) )?(?:(?:this|that|the|another|a|current|new|some) )+(?:songs?|tracks?|tunes?|albums?|artists?|music|playlist)\b/i;
