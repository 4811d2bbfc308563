import type { Note } from '#data';

const VEHICLE =
  /\b(?:car|truck|van|suv|vehicle|bike|bicycle|e-?bike|scooter|moped|motor(?:bike|cycle)|camper)\b/i;
const CAR = /\b(?:car|truck|van|suv|vehicle|camper)\b/i;
const PARKED = /\bpark(?:ed|ing)?\b/i;
const PARKING = new RegExp(`${PARKED.source}|${VEHICLE.source}`, 'i');
/** "my car is a Toyota" does not say where it is. */
const SAYS_WHERE =
  /\b(?:park(?:ed|ing)?|left|(?:is|are) (?:now )?(?:on|in|at|by|near|behind|under|outside|next|level|floor))\b/i;

/** "where did I park", "where's my car" */
export const isAboutParking = (words: string): boolean =>
  /\b(?:where|which|what)\b/i.test(words) && PARKING.test(words);

/**
 * What was said last about where it is, or the place that was sent last; what is known of another vehicle is no answer. One parks a car
 * unless something else is named, so that a bike which stands somewhere answers "where did I park" only where nothing else is known.
 */
export function newestParking(notes: Note[], asked: string): Note | undefined {
  const wanted = vehicleIn(asked);
  const known = notes.filter(
    ({ kind, text = '' }) =>
      kind === 'place' || (kind === 'fact' && PARKING.test(text) && SAYS_WHERE.test(text)),
  );
  const ofVehicle = (vehicle: string): Note[] =>
    known.filter(({ text = '' }) => (vehicleIn(text) ?? vehicle) === vehicle);
  if (wanted !== undefined) return newest(ofVehicle(wanted));
  return newest(known.filter(isOfCar)) ?? newest(known);
}

const isOfCar = ({ text = '' }: Note): boolean =>
  CAR.test(text) || PARKED.test(text) || vehicleIn(text) === undefined;

export const newest = (notes: Note[]): Note | undefined =>
  notes.toSorted((one, other) => other.keptAt.getTime() - one.keptAt.getTime())[0];

/** People call one and the same a bike and a bicycle. */
const vehicleIn = (text: string): string | undefined =>
  VEHICLE.exec(text)?.[0]
    .toLowerCase()
    .replace(/^(?:e-?bike|bicycle)$/, 'bike');
