import { withAdvice } from './refusal.ts';
import { submitMissing } from './submit-missing.ts';
import { loadTemplateClient } from './template.settings.ts';

/** `templates submit`: hands in those of ours that are missing. Throws when WhatsApp does not take one of them. */
export async function submit(): Promise<void> {
  const submissions = await withAdvice(submitMissing(loadTemplateClient()));
  for (const { name, language, words } of submissions) console.log(`${name} (${language}): ${words}`);
  const lacking = submissions.filter(({ isThere }) => !isThere);
  if (lacking.length > 0) {
    throw new Error(`WhatsApp did not take ${lacking.map(({ name }) => name).join(' and ')}.`);
  }
}
