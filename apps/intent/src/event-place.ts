import type { Note } from '#data';
import type { Action } from '#understanding';

/** A place that was sent is meant by "there" for so long. */
const meantForMs = 60 * 60_000;
const DEICTIC = /(?:^|\s)(?:there|here|(?:at )?(?:that|this) place)$/i;

/**
 * Where an event is: a place that the person sent, by its name or as "there", or else what they called it.
 *
 * @param places that the person sent, newest first
 */
export function placed(
  { title, place }: Pick<Action, 'title' | 'place'>,
  places: Note[],
  now: Date,
): Pick<Action, 'title' | 'place'> {
  const newest = places.find(({ keptAt }) => now.getTime() - keptAt.getTime() < meantForMs);
  if (place === undefined) {
    const isThere = newest !== undefined && title !== undefined && DEICTIC.test(title);
    return isThere
      ? { title: title.replace(DEICTIC, '').trim() || title, place: wordsOf(newest) }
      : { title };
  }
  const named = places.find(({ name }) => name !== undefined && name.toLowerCase() === place.toLowerCase());
  const meant = named ?? (DEICTIC.test(place) ? newest : undefined);
  return { title, place: meant ? wordsOf(meant) : place };
}

const wordsOf = ({ name, text, latitude, longitude }: Note): string =>
  [name, text].filter(Boolean).join(', ') || `${latitude}, ${longitude}`;
