import { type Action, plainLine } from '#understanding';

/** Titles that a file or a model gave can hold markup too, and a blank one is none. */
export function inPlainWords(action: Action): Action {
  const plain = (words: string | undefined): string | undefined => words && (plainLine(words) || undefined);
  const { title, newTitle, place } = action;
  return { ...action, title: plain(title), newTitle: plain(newTitle), place: plain(place) };
}
