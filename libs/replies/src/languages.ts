import { german } from './de/german.ts';
import { english } from './en/english.ts';
import { spanish } from './es/spanish.ts';

/** Every text that there is: a language that lacks one does not compile. */
export type Catalogue = typeof english;

/** By BCP 47 tag. */
export const catalogues = { en: english, de: german, es: spanish } satisfies Record<string, Catalogue>;

export type Language = keyof typeof catalogues;
export const languages = Object.keys(catalogues) as readonly Language[];

/** Whom we know nothing else of is spoken to in it. */
export const usualLanguage: Language = 'en';

const isLanguage = (tag: string): tag is Language => Object.hasOwn(catalogues, tag);

/** The language that a tag names, "de-AT", or else its base, "de"; undefined when we speak neither. */
export function languageOf(tag: string | undefined): Language | undefined {
  const exact = tag?.toLowerCase();
  const base = exact?.split('-')[0];
  return [exact, base].find((one) => one !== undefined && isLanguage(one));
}

/** By country: there are few, and each message asks. */
const byCountry = new Map<string, Language | undefined>();

/** What most people speak in a country. @param country its ISO code */
export function languageOfCountry(country: string | undefined): Language | undefined {
  if (country === undefined) return undefined;
  if (!byCountry.has(country))
    byCountry.set(country, languageOf(new Intl.Locale(`und-${country}`).maximize().language));
  return byCountry.get(country);
}
