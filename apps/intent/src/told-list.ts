import type { Subject, Told } from '#data';
import type { Intent } from '#understanding';

/** Their answers are lists, however few stand in them. */
const lists = new Set<string>([
  'list_events',
  'list_tasks',
  'list_reminders',
  'list_timers',
  'agenda',
  'missed',
  'recall',
  'start',
] satisfies Intent[]);
const OF_KIND: [RegExp, Subject['kind']][] = [
  [/\b(?:tasks?|to-?dos?)\b/i, 'task'],
  [/\b(?:reminders?|alarms?|timers?)\b/i, 'reminder'],
  [/\b(?:events|meetings|appointments)\b/i, 'event'],
  [/\bnotes?\b/i, 'note'],
];

const isCreation = ({ intent = '' }: Told): boolean => intent.startsWith('create_') || intent === 'remember';
const isList = (told: Told): boolean =>
  told.intent === undefined
    ? told.about.length > 1
    : lists.has(told.intent) || (told.about.length > 1 && (isCreation(told) || !told.hasChanged));

/**
 * The list that places in it speak of: the last one that has so many. Right after something was made, "the last one" is that.
 *
 * @param all what was told, the last first
 * @param words may say the kind: "the second reminder"
 */
export function toldList(all: readonly Told[], words: string, places: readonly number[]): Subject[] {
  const kind = OF_KIND.find(([form]) => form.test(words))?.[1];
  const told = all
    .map((one) => ({
      ...one,
      about: kind ? one.about.filter((subject) => subject.kind === kind) : one.about,
    }))
    .filter(({ about }) => about.length > 0);
  const [newest] = told;
  const isOnlyLast = places.length === 1 && places[0] === -1;
  if (newest && isOnlyLast && isCreation(newest)) return newest.about;
  const most = Math.max(...places.map(Math.abs));
  const listed = told.filter(isList);
  const row = listed.some(({ about }) => about.length > 1) ? [] : madeInRow(told);
  if (row.length >= Math.max(most, 2)) return row;
  const having = [...listed, ...told].find(({ about }) => about.length >= most);
  return (having ?? listed[0] ?? newest)?.about ?? [];
}

/** What was made one after the other, in that order: two timers, of which "the first one" is stopped. */
function madeInRow(told: readonly Told[]): Subject[] {
  const made = told.filter(isCreation);
  const end = made.findIndex(({ intent }) => intent !== made[0]?.intent);
  return made
    .slice(0, end < 0 ? undefined : end)
    .toReversed()
    .flatMap(({ about }) => about);
}

/** Those at the places, counted from 1, or from -1 backwards; none if one of them is not there. */
export function placesOf(places: readonly number[], told: readonly Subject[]): Subject[] {
  const found = places.map((place) => told.at(place > 0 ? place - 1 : place));
  return found.every((one) => one !== undefined) ? found : [];
}
