import type { Note } from '#data';

const VEHICLE =
  /\b(?:car|truck|van|suv|vehicle|bike|bicycle|e-?bike|scooter|moped|motor(?:bike|cycle)|camper)\b/i;
const PARKING = new RegExp(`\\bpark(?:ed|ing)?\\b|${VEHICLE.source}`, 'i');
/** "my car is a Toyota" does not say where it is. */
const SAYS_WHERE =
  /\b(?:park(?:ed|ing)?|left|(?:is|are) (?:now )?(?:on|in|at|by|near|behind|under|outside|next|level|floor))\b/i;

/** "where did I park", "where's my car" */
export const isAboutParking = (words: string): boolean =>
  /\b(?:where|which|what)\b/i.test(words) && PARKING.test(words);

/** What was said last about where it is, or the place that was sent last; what is known of another vehicle is no answer. */
export function newestParking(notes: Note[], asked: string): Note | undefined {
  const wanted = vehicleIn(asked);
  const isOther = (text: string): boolean => {
    const vehicle = vehicleIn(text);
    return wanted !== undefined && vehicle !== undefined && vehicle !== wanted;
  };
  return newest(
    notes.filter(
      ({ kind, text = '' }) =>
        kind === 'place' ||
        (kind === 'fact' && PARKING.test(text) && SAYS_WHERE.test(text) && !isOther(text)),
    ),
  );
}

export const newest = (notes: Note[]): Note | undefined =>
  notes.toSorted((one, other) => other.keptAt.getTime() - one.keptAt.getTime())[0];

const vehicleIn = (text: string): string | undefined => VEHICLE.exec(text)?.[0].toLowerCase();
