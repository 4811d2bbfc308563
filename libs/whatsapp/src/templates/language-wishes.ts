import type { LanguageWish } from './our-templates.ts';
import { neededTemplates } from './template-definition.ts';

/** Of the templates that Handsfree sends by itself. */
export const neededTemplateNames: string[] = [...new Set(neededTemplates.map(({ name }) => name))];

/**
 * Wishes that a template be in the language of its person, or in one close to it, where WhatsApp has approved that; and else in English.
 *
 * @param approved of ours, in every language
 */
export function languageWishes(
  approved: { name: string; language: string }[],
): (language?: string) => LanguageWish {
  const canSend: LanguageWish['canSend'] = ({ name, language }) =>
    approved.some((one) => one.name === name && one.language === language);
  return (language) => ({ language, canSend });
}
