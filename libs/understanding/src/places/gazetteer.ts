import { IANAZone } from 'luxon';

import { otherNames, suburbs } from './more-places.ts';
import { nameKey } from './name-key.ts';
import { regions } from './regions.ts';

export interface City {
  name: string;
  /** ISO code. */
  country: string;
  /** Its code, see `regions`; empty where we know none. */
  region: string;
  /** IANA name. */
  zone: string;
  /** In thousands. */
  people: number;
}

/** The larger cities of the world. */
export interface Gazetteer {
  cities: readonly City[];
  /** Those of this name as `nameKey` has it, the largest first. */
  called(key: string): City[];
  /** The largest first. */
  citiesOf(country: string, region?: string): readonly City[];
}

let loading: Promise<Gazetteer> | undefined;

/** Loaded once somebody names a place, and kept: few processes need it. */
export const gazetteer = (): Promise<Gazetteer> => (loading ??= load());

/** A city by another of its names counts where none of that name is at least such a part of it: "München", but not a village for a "Rom". */
const OTHER_NAME = 10;
/** What is listed beside the gazetteer is taken to have so many people, in thousands. */
const SUBURB = 100;

async function load(): Promise<Gazetteer> {
  const { default: known } = await import('city-timezones');
  const cities = known.cityMapping.flatMap((row): City[] => {
    const { city_ascii: name, iso2, pop, timezone: zone } = row;
    // Some stations in the Antarctic have none.
    if (!zone || !IANAZone.isValidZone(zone)) return [];
    const country = /^[A-Z]{2}$/.test(iso2) ? iso2 : '';
    const region = country === 'US' ? row.state_ansi : codeOf(country, row.province);
    return [{ name, country, region, zone, people: pop / 1_000 }];
  });
  cities.push(...suburbsBeside(cities));
  cities.sort((one, other) => other.people - one.people);
  const index: { names: Index; others: Index } = { names: new Map(), others: new Map() };
  for (const city of cities) add(index.names, city.name, city);
  for (const [name, others] of Object.entries(otherNames)) {
    const [city] = of(index.names, nameKey(name));
    if (city) for (const other of others.split(', ')) add(index.others, other, city);
  }
  return {
    cities,
    called: (key) => calledBy(of(index.names, key), of(index.others, key)),
    citiesOf: (country, region) =>
      cities.filter((city) => city.country === country && (region === undefined || city.region === region)),
  };
}

function suburbsBeside(cities: City[]): City[] {
  return Object.entries(suburbs).flatMap(([country, byRegion]) =>
    Object.entries(byRegion).flatMap(([region, names]) => {
      const inRegion = cities.filter((city) => city.country === country && city.region === region);
      const [largest] = inRegion.toSorted((one, other) => other.people - one.people);
      return largest
        ? names.split(', ').map((name) => ({ name, country, region, zone: largest.zone, people: SUBURB }))
        : [];
    }),
  );
}

/** "" where we know no regions of the country, or not this one. */
function codeOf(country: string, province: string): string {
  const key = nameKey(province);
  return (
    regions.find((one) => one.country === country && nameKey(one.name) === key)?.code ??
    OLD_NAMES[country]?.[province] ??
    ''
  );
}

/** What the gazetteer calls regions that go by another name now. */
const OLD_NAMES: Record<string, Record<string, string>> = {
  MX: { 'Distrito Federal': 'CMX', México: 'MEX' },
};

/** Most names are those of one city: a list for each would take twice the memory. */
type Index = Map<string, City | City[]>;

function add(index: Index, name: string, city: City): void {
  const key = nameKey(name);
  const known = index.get(key);
  index.set(key, known ? [known, city].flat() : city);
}

const of = (index: Index, key: string): City[] => [index.get(key) ?? []].flat();

function calledBy(names: City[], others: City[]): City[] {
  const largest = Math.max(0, ...names.map(({ people }) => people));
  const also = others.filter((city) => city.people > OTHER_NAME * largest && !names.includes(city));
  return [...new Set([...names, ...also])].toSorted((one, other) => other.people - one.people);
}
