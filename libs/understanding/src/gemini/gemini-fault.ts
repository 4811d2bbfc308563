import { z } from 'zod';

import { faultOfStatus } from './gemini.errors.ts';
import { type GeminiConfig, understandingMode } from './gemini.settings.ts';

const limitMs = 3_000;
const errorSchema = z.object({ error: z.object({ details: z.array(z.unknown()).optional() }) });

/** How the API stands to a configuration. */
type GeminiStanding =
  /** Nothing is asked of it: everything is understood offline. */
  | { kind: 'unused' }
  | { kind: 'usable' }
  /** Settings are not at fault, as far as is known. `reason` follows "it". */
  | { kind: 'away'; reason: string }
  /** `words` name the setting. */
  | { kind: 'fault'; words: string };

/**
 * Asks the API whether it takes the key and has the model. Costs no quota; answers within a few seconds.
 *
 * @returns what is wrong with which setting; undefined when nothing is, also when the API cannot be reached now
 */
export async function geminiFault(config: GeminiConfig): Promise<string | undefined> {
  const standing = await geminiStanding(config);
  return standing.kind === 'fault' ? standing.words : undefined;
}

/** The same in full. */
export async function geminiStanding(config: GeminiConfig): Promise<GeminiStanding> {
  const { geminiApiKey, geminiBaseUrl, geminiModel } = config;
  if (geminiApiKey === undefined || understandingMode(config) === 'offline') return { kind: 'unused' };
  let response: Response;
  try {
    response = await fetch(`${geminiBaseUrl}/v1beta/models/${geminiModel}`, {
      headers: { 'x-goog-api-key': geminiApiKey },
      signal: AbortSignal.timeout(limitMs),
    });
  } catch {
    return { kind: 'away', reason: 'does not answer' };
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return { kind: 'usable' };
  const { fault } = faultOfStatus(
    response.status,
    errorSchema.safeParse(body).data?.error.details,
    undefined,
  );
  if (fault === 'key') return { kind: 'fault', words: 'GEMINI_API_KEY: is refused by the Gemini API' };
  if (fault === 'model')
    return { kind: 'fault', words: `GEMINI_MODEL: the Gemini API has no model ${geminiModel}` };
  return { kind: 'away', reason: `answered HTTP ${response.status} (${fault})` };
}
