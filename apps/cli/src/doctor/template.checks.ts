import {
  differencesOf,
  neededTemplates,
  standingAdvice,
  standingsAmong,
  statusWords,
  type TemplateStanding,
} from '#whatsapp';

import { loadTemplateClient } from '../templates/template.settings.ts';
import type { Deployment } from './deployment.ts';
import { failing, type Finding, unlessAny, warning } from './finding.ts';

/** These end by themselves. */
const passing = new Set(['PENDING', 'IN_APPEAL', 'PAUSED']);

/** Those that Handsfree sends by itself; `templates sync` looks at all. */
export async function checkTemplates(deployment: Deployment): Promise<Finding[]> {
  const listed = await loadTemplateClient(deployment.environment).list();
  const found = standingsAmong(listed, neededTemplates).flatMap(concernsAbout);
  return unlessAny(found, `${neededTemplates.length} that Handsfree sends by itself are approved`);
}

function concernsAbout(standing: TemplateStanding): Finding[] {
  const { name, language, definition, status } = standing;
  const advice = standingAdvice(standing);
  if (advice !== undefined) {
    const say = passing.has(status ?? '') ? warning : failing;
    return [
      say(
        `${name} (${language}) is ${statusWords(standing)}: people are not reached outside the 24-hour window`,
        `${advice[0]?.toUpperCase()}${advice.slice(1)}.`,
      ),
    ];
  }
  const differences = differencesOf(standing, definition);
  return differences.length === 0
    ? []
    : [
        warning(
          `${name} (${language}): ${differences.join('; ')}`,
          'See `npm run handsfree -- templates sync`.',
        ),
      ];
}
