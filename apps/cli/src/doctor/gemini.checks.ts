import { loadConfig } from '#platform';
import { geminiSettings, geminiStanding } from '#understanding';

import type { Deployment } from './deployment.ts';
import { failing, type Finding, ok, warning } from './finding.ts';

export async function checkGemini({ environment }: Deployment): Promise<Finding> {
  const config = loadConfig(geminiSettings, environment);
  const standing = await geminiStanding(config);
  switch (standing.kind) {
    case 'unused':
      return ok('not used: everything is understood offline');
    case 'usable':
      return ok(`the key is taken, and there is ${config.geminiModel}`);
    case 'fault':
      return failing(standing.words, 'Correct the setting, or set UNDERSTANDING=offline.');
    default:
      return warning(
        `the Gemini API ${standing.reason}: what comes is understood offline`,
        'Check GEMINI_API_BASE_URL, the network and the quota of the project.',
      );
  }
}
