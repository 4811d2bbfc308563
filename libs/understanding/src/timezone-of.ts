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
export function timezoneOf({ phone, bsuid }: { phone?: string; bsuid?: string }): TimezoneGuess {
  const country = countryOf({ phone, bsuid });
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
export function dayFirstOf(person: { phone?: string; bsuid?: string }): boolean {
  const country = countryOf(person);
  return country !== undefined && !MONTH_FIRST.has(country);
}

/** ISO code. */
const countryOf = ({ phone, bsuid }: { phone?: string; bsuid?: string }): string | undefined =>
  phoneCountry(phone) ?? /^([A-Z]{2})\./.exec(bsuid ?? '')?.[1];

function phoneCountry(phone: string | undefined): string | undefined {
  return phone ? parsePhoneNumberFromString(`+${phone.replace(/^\+/, '')}`)?.country : undefined;
}

/** The zone named after a place in the country: a Dutch person expects Europe/Amsterdam, not its twin Europe/Brussels. */
function ownZone(country: string): string | undefined {
  const isOwn = ({ countries }: { countries: string[] }): boolean => countries[0] === country;
  const current = getTimezonesForCountry(country)?.find(isOwn);
  return (current ?? getTimezonesForCountry(country, { deprecated: true })?.find(isOwn))?.name;
}
