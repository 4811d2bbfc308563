import { getAllCountries } from 'countries-and-timezones';

import { nameKey } from './name-key.ts';

/** In which countries are called by their names: those that we answer in. */
const LANGUAGES = ['en', 'de', 'es'];
/** What else they are called. */
const ALIASES: Record<string, string> = {
  GB: 'uk, england, scotland, wales, northern ireland, great britain, britain',
  US: 'us, usa, america, the states, united states of america, estados unidos de america',
  AE: 'uae, emirates',
  CZ: 'czech republic',
  NL: 'holland',
  TR: 'turkey',
  CI: 'ivory coast',
  KR: 'korea',
};

function named(): Map<string, string> {
  const all = Object.keys(getAllCountries());
  const names = LANGUAGES.flatMap((language) => {
    const inLanguage = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    return all.map((code) => [inLanguage.of(code) ?? code, code] as const);
  });
  const aliases = Object.entries(ALIASES).flatMap(([code, also]) =>
    also.split(', ').map((name) => [name, code] as const),
  );
  return new Map([...names, ...aliases].map(([name, code]) => [nameKey(name), code]));
}

/** Few processes need it. */
let codes: Map<string, string> | undefined;

/** The ISO code of a country by its name; undefined when none is called that. */
export const countryNamed = (name: string): string | undefined => (codes ??= named()).get(nameKey(name));
