import { ourTemplates, purposeOf, type TemplatePurpose } from '#whatsapp';

import { withAdvice } from './refusal.ts';
import { submitMissing } from './submit-missing.ts';
import { loadTemplateClient } from './template.settings.ts';

/**
 * `templates submit`: hands in those of ours that are missing. Throws when WhatsApp does not take one of them.
 *
 * @param purposes only those of these; all of ours if there is none
 */
export async function submit(purposes: TemplatePurpose[], { edit }: { edit: boolean }): Promise<void> {
  const names = new Set(purposes.map((purpose) => purposeOf(purpose).name));
  const wanted = ourTemplates.filter(({ name }) => names.size === 0 || names.has(name));
  const submissions = await withAdvice(submitMissing(loadTemplateClient(), { wanted, edits: edit }));
  for (const { name, language, words } of submissions) console.log(`${name} (${language}): ${words}`);
  const lacking = submissions.filter(({ isThere }) => !isThere);
  if (lacking.length > 0) {
    const lackingNames = lacking.map(({ name, language }) => `${name} (${language})`).join(' and ');
    throw new Error(`WhatsApp did not take ${lackingNames}.`);
  }
}
