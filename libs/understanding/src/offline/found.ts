import type { Action } from '../meaning.ts';

/** What a pattern finds in a sentence; the words are the sentence itself. */
export type Found = Omit<Action, 'words'>;
