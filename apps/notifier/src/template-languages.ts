import { type TemplateStore, type Transaction } from '#data';
import { type LanguageWish, neededTemplates } from '#whatsapp';

const names = [...new Set(neededTemplates.map(({ name }) => name))];

/** Wishes that a template be in the language of its person, or in one close to it, where WhatsApp has approved that; and else in English. */
export async function languageWishes(
  templates: TemplateStore,
  tx?: Transaction,
): Promise<(language?: string) => LanguageWish> {
  const approved = await templates.approved(names, tx);
  const canSend: LanguageWish['canSend'] = ({ name, language }) =>
    approved.some((one) => one.name === name && one.language === language);
  return (language) => ({ language, canSend });
}
