import { zoneNamed } from '../dates/zone.ts';
import { zoneOfPlace } from '../dates/zone-places.ts';
import { countryNamed } from './countries.ts';
import { type City, type Gazetteer, gazetteer } from './gazetteer.ts';
import { nameKey } from './name-key.ts';
import { type Region, regionAliases, regions } from './regions.ts';
import { clockOf } from './same-clock.ts';
import { fixedZone, offsetNamed, zonesNamed } from './zone-names.ts';

/** Whose clock somebody goes by who is there. */
export interface ZonedPlace {
  /** IANA name. */
  zone: string;
  /** The city; absent where a whole region is meant, or only a zone. */
  name?: string;
  /** "Illinois" */
  region?: string;
  /** ISO code. */
  country?: string;
}

/** Who names a place: what is in the country of their phone is likelier. */
export interface Here {
  country?: string;
  now: Date;
}

/** A place of the same name counts if at least one in so many people lives there. */
const SMALLEST_OF_NAME = 10;
/** "London" may be the one in England, though there is one at home, if it is so many times larger; it is certainly not the one at home from `surely` on. */
const FAR_LARGER = { maybe: 30, surely: 100 };
/** Of a city that is called as a state is, "Washington", somebody speaks if so many thousands live there. */
const LIKE_A_STATE = 250;
/** Parts of a region, of a country, with another clock count from this share of its people on. */
const SHARE = { region: 0.1, country: 0.02 };
const MOST = 10;
/** In characters. */
const LONGEST = 100;

const NICKNAMES: Record<string, string> = {
  'America/New_York': 'ny, nyc, dc, philly, big apple',
  'America/Chicago': 'dfw, twin cities, nola, chi town',
  'America/Los_Angeles': 'la, sf, vegas, bay area, socal, norcal, san fran',
  'America/Mexico_City': 'cdmx, mexico df',
};
const nicknamed = new Map(
  Object.entries(NICKNAMES).flatMap(([zone, names]) =>
    names.split(', ').map((name) => [name, zone] as const),
  ),
);

/**
 * The places that go by a name, "Chicago", "Springfield, Illinois", "Texas", "CST", "UTC-5", the likeliest first. Only one where their clocks
 * go alike; none where none is known.
 */
export async function placesCalled(said: string, here: Here): Promise<ZonedPlace[]> {
  if (said.length > LONGEST) return [];
  const offset = offsetNamed(said);
  if (offset !== undefined) return distinct(placesAt(await gazetteer(), offset, here), here);
  const postal = /^[A-Z]{2,3}$/.test(said.trim()) ? shortRegions(said, here) : [];
  const named = zonesNamed(said, here.country).map((zone) => ({ zone }));
  const places = await gazetteer();
  const ofStates = postal.flatMap((region) => placesIn(places, region, here));
  if (named.length > 0) return distinct([...named, ...ofStates], here);
  const key = withoutHead(nameKey(said));
  const nickname = nicknamed.get(key);
  if (nickname) return [{ zone: nickname }];
  if (ofStates.length > 0) return distinct(ofStates, here);
  const words = key.split(' ');
  for (let count = words.length; count > 0; count--) {
    const [name, rest] = [words.slice(0, count).join(' '), words.slice(count).join(' ')];
    const found = rest === '' ? bare(places, name, here) : within(places, name, rest, here);
    if (found.length > 0) return distinct(found, here);
  }
  const zone = zoneOfPlace(said);
  return zone ? [{ zone }] : [];
}

/** Of a place that is not known the region or country that was said with it: "Smallville, Kansas". */
export async function placesAround(said: string, here: Here): Promise<ZonedPlace[]> {
  const words = nameKey(said).split(' ');
  const places = await gazetteer();
  for (let start = 1; start < words.length; start++) {
    const name = words.slice(start).join(' ');
    const found = regionsCalled(name, false).flatMap((region) => placesIn(places, region, here));
    const country = countryNamed(name);
    if (found.length > 0) return distinct(found, here);
    if (country) return distinct(placesIn(places, { country }, here), here);
  }
  return [];
}

const withoutHead = (key: string): string =>
  key.replace(/^(?:the )?(?:(?:city|town|state|province) of )?/, '');

/** A name alone: at home first, and abroad only where that is far larger. */
function bare(places: Gazetteer, name: string, here: Here): ZonedPlace[] {
  const cities = places.called(name);
  const states = regionsCalled(name, false);
  const country = countryNamed(name);
  const [own, abroad] = [true, false].map((isOwn) =>
    cities.filter((city) => (city.country === here.country) === isOwn),
  );
  const ownStates = states.filter((region) => region.country === here.country);
  const ofCountry = country && country !== here.country ? placesIn(places, { country }, here) : [];
  const inStates = (some: Region[]): ZonedPlace[] => some.flatMap((region) => placesIn(places, region, here));
  const [largest] = own ?? [];
  if (ownStates.length > 0) {
    const large = notable(own).filter(({ people }) => people >= LIKE_A_STATE);
    return [...inStates(ownStates), ...large.map(placeOf)];
  }
  const timesLarger = largest ? (abroad?.[0]?.people ?? 0) / largest.people : Infinity;
  if (timesLarger < FAR_LARGER.surely) {
    const far = timesLarger >= FAR_LARGER.maybe ? notable(abroad) : [];
    return [...notable(own), ...far].map(placeOf).concat(ofCountry);
  }
  if (country) return [...placesIn(places, { country }, here), ...inStates(states)];
  return [...inStates(states), ...notable(abroad).map(placeOf)];
}

/** "Springfield [in Illinois]", "London [Ontario Canada]", "Washington [state]" */
function within(places: Gazetteer, name: string, where: string, here: Here): ZonedPlace[] {
  if (/^(?:state|province)$/.test(where))
    return regionsCalled(name, false).flatMap((region) => placesIn(places, region, here));
  const scopes = scopesCalled(where.replace(/^(?:in|of) (?=.)/, ''));
  const cities = places.called(name).filter((city) => scopes.some((scope) => isIn(city, scope)));
  if (cities.length > 0) return notable(cities).map(placeOf);
  return regionsCalled(name, false)
    .filter((region) => scopes.some(({ country, code }) => code === undefined && country === region.country))
    .flatMap((region) => placesIn(places, region, here));
}

/** Where something is: a country, or a part of one. */
interface Scope {
  country: string;
  code?: string;
}

const isIn = (city: City, { country, code }: Scope): boolean =>
  city.country === country && (code === undefined || city.region === code);

/** "illinois", "il", "usa", "illinois usa" */
function scopesCalled(where: string): Scope[] {
  const country = countryNamed(where);
  const found: Scope[] = [...regionsCalled(where, true), ...(country ? [{ country }] : [])];
  if (found.length > 0) return found;
  const [, head, tail = ''] = /^(.+?) (?:in )?(\S+(?: \S+){0,3})$/.exec(where) ?? [];
  const outer = countryNamed(tail);
  return head && outer ? regionsCalled(head, true).filter((region) => region.country === outer) : [];
}

const keyed = (some: Region[]): (Region & { key: string })[] =>
  some.map((region) => ({ ...region, key: nameKey(region.name) }));
const byName = keyed(regions);
const byAlias = keyed(regionAliases);
const LONGEST_SHORT = 3;

/** @param isShort also "il"; alone that would often be another word */
const regionsCalled = (key: string, isShort: boolean): Region[] =>
  [...byName, ...byAlias.filter((one) => isShort || one.key.length > LONGEST_SHORT)].filter(
    (one) => one.key === key,
  );

/** These are words, also in capitals. */
const WORDS = /^(?:OK|HI|OH|IN|OR|ME|MA|PA|LA|NO|SA)$/;
/** "TX", "NSW" */
function shortRegions(said: string, { country }: Here): Region[] {
  if (WORDS.test(said.trim())) return [];
  const all = byAlias.filter((one) => one.name === said.trim());
  const own = all.filter((one) => one.country === country);
  return own.length > 0 ? own : all;
}

/** The clocks of a region or country, by the largest city of each; the one of most people first. */
function placesIn(places: Gazetteer, { country, code }: Scope, here: Here): ZonedPlace[] {
  const share = code === undefined ? SHARE.country : SHARE.region;
  const parts = partsOf(places.citiesOf(country, code), here.now, share);
  const region = regionName(country, code);
  const [only, ...others] = parts;
  if (only && others.length === 0 && region) return [{ zone: only.zone, region, country }];
  return parts.map(placeOf);
}

function partsOf(cities: readonly City[], now: Date, share: number): City[] {
  const parts = new Map<string, { largest: City; people: number }>();
  const clocks = new Map<string, string>();
  let all = 0;
  for (const city of cities) {
    const clock = clocks.get(city.zone) ?? clockOf(city.zone, now);
    clocks.set(city.zone, clock);
    const part = parts.get(clock) ?? { largest: city, people: 0 };
    part.people += city.people;
    if (city.people > part.largest.people) part.largest = city;
    parts.set(clock, part);
    all += city.people;
  }
  return [...parts.values()]
    .filter(({ people }) => people >= share * all)
    .toSorted((one, other) => other.people - one.people)
    .map(({ largest }) => largest);
}

/** Where it is so many minutes later than in UTC just now: at home, or else a zone that always is. */
function placesAt(places: Gazetteer, minutes: number, { country, now }: Here): ZonedPlace[] {
  const isSo = ({ zone }: City): boolean => zoneNamed(zone).offset(now.getTime()) === minutes;
  const own = country ? partsOf(places.citiesOf(country).filter(isSo), now, SHARE.region) : [];
  if (own.length > 0) return own.map(placeOf);
  const zone = fixedZone(minutes);
  if (zone) return [{ zone }];
  return partsOf(places.cities.filter(isSo), now, SHARE.region).slice(0, 1).map(placeOf);
}

const regionName = (country: string, code: string | undefined): string | undefined =>
  regions.find((region) => region.country === country && region.code === code)?.name;

const placeOf = ({ zone, name, country, region }: City): ZonedPlace => ({
  zone,
  name,
  region: regionName(country, region),
  country,
});

/** Without those that are much smaller than the largest. @param cities the largest first */
function notable(cities: readonly City[] = []): City[] {
  const [largest] = cities;
  return cities.filter(({ people }) => largest && people * SMALLEST_OF_NAME >= largest.people);
}

/** The first alone, where it makes no difference which is meant. */
function distinct(found: ZonedPlace[], { now }: Here): ZonedPlace[] {
  if (new Set(found.map(({ zone }) => clockOf(zone, now))).size <= 1) return found.slice(0, 1);
  const known = new Set<string>();
  return found
    .filter(({ zone, name, region, country }) => {
      const one = [zone, name, region, country].join('|');
      return !known.has(one) && known.add(one);
    })
    .slice(0, MOST);
}
