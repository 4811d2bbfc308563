import { getTimezonesForCountry } from 'countries-and-timezones';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** The most populous zone, for countries where it is not the first one in the list. */
const MOST_POPULOUS: Record<string, string> = {
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Kinshasa',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  GL: 'America/Nuuk',
  ID: 'Asia/Jakarta',
  KI: 'Pacific/Tarawa',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PF: 'Pacific/Tahiti',
  PG: 'Pacific/Port_Moresby',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  UA: 'Europe/Kyiv',
  US: 'America/New_York',
  UZ: 'Asia/Tashkent',
};

interface Person {
  phone?: string;
  bsuid?: string;
}

export interface TimezoneGuess {
  /** IANA name; "UTC" when the country is unknown. */
  timezone: string;
  /** False when the person may well live in another zone, so it is worth asking. */
  certain: boolean;
}

/**
 * The zone a person most likely lives in, by the country of their phone number or else of their BSUID.
 *
 * @param person.phone E.164, with or without the "+"
 * @param person.bsuid business-scoped user id: an ISO country code, a dot, digits ("US.1349…")
 */
export function timezoneOf(person: Person): TimezoneGuess {
  const country = countryOf(person);
  const known = guesses.get(country);
  if (known) return known;
  const guess = guessFor(country);
  guesses.set(country, guess);
  return guess;
}

/** By country: there are few, and each message asks. */
const guesses = new Map<string | undefined, TimezoneGuess>();

function guessFor(country: string | undefined): TimezoneGuess {
  const zones = country ? (getTimezonesForCountry(country) ?? []) : [];
  if (!country || !zones[0]) return { timezone: 'UTC', certain: false };

  const offsets = new Set(zones.map(({ utcOffset, dstOffset }) => `${utcOffset}/${dstOffset}`));
  return {
    timezone: MOST_POPULOUS[country] ?? ownZone(country) ?? zones[0].name,
    certain: offsets.size === 1,
  };
}

/** Where the month comes first in "10/4". */
const MONTH_FIRST = new Set(['US', 'PR', 'GU', 'AS', 'MP', 'VI', 'PH', 'FM', 'MH', 'PW']);

/** Whether "10/4" is 10 April to a person, by the country of their phone number or else of their BSUID; the month comes first if that is unknown. */
export function dayFirstOf(person: Person): boolean {
  const country = countryOf(person);
  return country !== undefined && !MONTH_FIRST.has(country);
}

/** Each message asks for the zone and for the order of day and month. */
const countryBy = new WeakMap<Person, string | undefined>();

/** The country of a person's phone number, or else of their BSUID: its ISO code; undefined where it is not known. */
export function countryOf(person: Person): string | undefined {
  if (countryBy.has(person)) return countryBy.get(person);
  const country = phoneCountry(person.phone) ?? /^([A-Z]{2})\./.exec(person.bsuid ?? '')?.[1];
  countryBy.set(person, country);
  return country;
}

function phoneCountry(phone: string | undefined): string | undefined {
  return phone ? parsePhoneNumberFromString(`+${phone.replace(/^\+/, '')}`)?.country : undefined;
}

/** The zone named after a place in the country: a Dutch person expects Europe/Amsterdam, not its twin Europe/Brussels. */
function ownZone(country: string): string | undefined {
  const isOwn = ({ countries }: { countries: string[] }): boolean => countries[0] === country;
  const current = getTimezonesForCountry(country)?.find(isOwn);
  return (current ?? getTimezonesForCountry(country, { deprecated: true })?.find(isOwn))?.name;
}
