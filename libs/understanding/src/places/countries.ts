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

const codes = new Map(
  Object.keys(getAllCountries()).flatMap((code) => [
    ...LANGUAGES.flatMap((language) => {
      const name = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }).of(code);
      return name === undefined ? [] : [[nameKey(name), code] as const];
    }),
    ...(ALIASES[code]?.split(', ') ?? []).map((name) => [nameKey(name), code] as const),
  ]),
);

/** The ISO code of a country by its name; undefined when none is called that. */
export const countryNamed = (name: string): string | undefined => codes.get(nameKey(name));
