import type { Reader } from './reader.ts';

/** What people call a zone that is not one of its IANA city; the city whose clock it is. */
const OTHER_NAMES: Record<string, string> = {
  'America/New_York':
    'washington, boston, philadelphia, atlanta, miami, nyc, ny, east coast, us eastern, eastern standard, eastern daylight',
  'America/Chicago': 'dallas, houston, austin, new orleans, us central, central standard, central daylight',
  'America/Denver': 'us mountain, mountain standard, mountain daylight',
  'America/Los_Angeles':
    'la, san francisco, seattle, san diego, las vegas, california, west coast, us pacific, pacific standard, pacific daylight',
  'America/Toronto': 'ottawa, montreal',
  'America/Sao_Paulo': 'rio, rio de janeiro, brasilia',
  'America/Argentina/Buenos_Aires': 'buenos aires',
  'Europe/London': 'uk, british, england, manchester, edinburgh, glasgow, greenwich',
  'Europe/Dublin': 'irish, ireland',
  'Europe/Paris': 'french, france, central european, european',
  'Europe/Berlin': 'german, germany, munich, frankfurt, hamburg, cologne',
  'Europe/Madrid': 'spanish, spain, barcelona',
  'Europe/Rome': 'italian, italy, milan',
  'Europe/Zurich': 'swiss, geneva, basel',
  'Europe/Istanbul': 'turkish, turkey, ankara',
  'Europe/Kyiv': 'kyiv, kiev',
  'Africa/Johannesburg': 'cape town, south african, south africa',
  'Asia/Dubai': 'abu dhabi, uae',
  'Asia/Jerusalem': 'israel, israeli, tel aviv',
  'Asia/Kolkata':
    'india, indian, mumbai, delhi, new delhi, bangalore, bengaluru, chennai, hyderabad, kolkata',
  'Asia/Shanghai': 'china, chinese, beijing, shenzhen',
  'Asia/Tokyo': 'japan, japanese, osaka, kyoto',
  'Asia/Seoul': 'korea, korean',
  'Asia/Ho_Chi_Minh': 'vietnam, hanoi',
  'Australia/Sydney': 'canberra',
  'Pacific/Auckland': 'new zealand, wellington',
  'Pacific/Honolulu': 'hawaii, hawaiian',
};

const PLACES = new Map([
  ...Intl.supportedValuesOf('timeZone').map((zone) => [cityOf(zone), zone] as const),
  ...Object.entries(OTHER_NAMES).flatMap(([zone, names]) =>
    names.split(', ').map((name) => [name, zone] as const),
  ),
]);
const LONGEST_WORDS = 4;
/** "tea time", "prime time": no place, whatever its spelling. */
const OCCASIONS =
  /^(?:tea|coffee|lunch|dinner|breakfast|supper|snack|bed|nap|bath|play|game|movie|show|prime|party|story|reading|family|kids|quiet|screen|gym|yoga|swim|practice|training|study|homework|class|school|work|office|church|me|big|next|this|last|one|first|each|every|same|some|local|my|our|your|the)$/;

/** The IANA zone of a city, a country or whatever else its clock is called after; undefined when no zone is. */
export function zoneOfPlace(name: string): string | undefined {
  const place = name.trim().toLowerCase();
  return PLACES.get(place) ?? Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === place);
}

/** "5pm [Tokyo time]", "10 am [in New York time]": the IANA zone of the place. */
export function placeZone(reader: Reader): string | undefined {
  reader.eat('in');
  for (let count = LONGEST_WORDS; count > 0; count--) {
    const words = reader.tokens.slice(reader.at, reader.at + count).map(({ word }) => word);
    const zone = PLACES.get(words.join(' '));
    const isTime = zone !== undefined && reader.attempt((rest) => timeAfter(rest, count)) !== undefined;
    if (isTime) return zone;
  }
  return undefined;
}

/** "at 6 [tea time]": what the time is for. */
export function isOccasion(reader: Reader): boolean {
  return OCCASIONS.test(reader.word ?? '') && reader.ahead()?.word === 'time';
}

function timeAfter(reader: Reader, count: number): true | undefined {
  reader.at += count;
  reader.eat('local standard daylight summer');
  return reader.eat('time') ? true : undefined;
}

/** "3pm [Mars time]": a name that no zone has. Its time is not known, so it must not be taken for one here. */
export function unknownZone(reader: Reader): true | undefined {
  reader.eat('in');
  const { token } = reader;
  const isName = token && /^[A-Z][a-z]/.test(token.raw) && !OCCASIONS.test(token.word);
  if (!isName) return undefined;
  reader.at++;
  if (reader.token && /^[A-Z][a-z]/.test(reader.token.raw)) reader.at++;
  return reader.eat('time') ? true : undefined;
}

function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? '').toLowerCase().replaceAll(/[_-]/g, ' ');
}
