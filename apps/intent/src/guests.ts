import type { Action } from '#understanding';

const INVITES =
  /^(?:\w+[ ,]+){0,4}?(?:invite|ask|add|include) (?<who>.+?)(?: (?:too|as well|also|along|please|to .+))*[ .!?]*$/i;

/** Who is to be invited to an event, where nothing else is to become of it. */
export function guestsIn({ words, ...action }: Action): string | undefined {
  const { when, newTitle, place, length, laterBy, longerBy, newEnd, recurrence } = action;
  const isChange = when ?? newTitle ?? place ?? length ?? laterBy ?? longerBy ?? newEnd ?? recurrence;
  return isChange === undefined ? INVITES.exec(words.trim())?.groups?.who : undefined;
}

/** What an event with these guests can be called. */
export const withGuests = (guests: string, title = 'dinner'): string =>
  `${title} ${/ with /i.test(title) ? 'and' : 'with'} ${guests}`;
