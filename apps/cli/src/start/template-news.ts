import {
  GraphError,
  missingStatus,
  neededTemplates,
  standingAdvice,
  standingsAmong,
  statusWords,
} from '#whatsapp';

import { submitMissing } from '../templates/submit-missing.ts';
import { loadTemplateClient } from '../templates/template.settings.ts';
import type { StartConfig } from './start.settings.ts';

/** Everything else is ready by now: nobody should wait long for this. */
const listLimitMs = 5_000;

/**
 * What `npm start` says about our message templates, in one line; undefined when there is nothing to do. It hands in what the
 * simulator lacks. At the real WhatsApp it only looks at those that we send by ourselves: to hand a template in is for somebody to decide.
 */
export async function templateNews(
  { apiToken, businessAccountId }: Pick<StartConfig, 'apiToken' | 'businessAccountId'>,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  if (!apiToken) return handIn(environment);
  return businessAccountId ? lookAt(environment) : undefined;
}

async function handIn(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const submissions = await submitMissing(loadTemplateClient(environment), { limitMs: listLimitMs });
    const lacking = submissions.filter(({ isThere }) => !isThere);
    return (
      lacking.map(({ name, language, words }) => `${name} (${language}): ${words}`).join('; ') || undefined
    );
  } catch (error) {
    // Nothing but messages outside the 24-hour window depends on it.
    return `could not be handed in: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function lookAt(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const listed = await loadTemplateClient(environment).list(listLimitMs);
    const open = standingsAmong(listed, neededTemplates).filter((one) => standingAdvice(one) !== undefined);
    if (open.length === 0) return undefined;
    const words = open.map((one) => `${one.name} is ${statusWords(one)}`).join(', ');
    const isMissing = open.some(({ status }) => status === missingStatus);
    const command = isMissing
      ? 'templates submit` hands in what is missing'
      : 'templates sync` says what to do';
    return `${words}: \`npm run handsfree -- ${command}`;
  } catch (error) {
    // The notifier looks again, and says so when it cannot.
    if (error instanceof GraphError) return undefined;
    throw error;
  }
}
