import { z } from 'zod';

import { faultOfStatus } from './gemini.errors.ts';
import { type GeminiConfig, understandingMode } from './gemini.settings.ts';

const limitMs = 3_000;
const errorSchema = z.object({ error: z.object({ details: z.array(z.unknown()).optional() }) });

/**
 * Asks the API whether it takes the key and has the model. Costs no quota; answers within a few seconds.
 *
 * @returns what is wrong with which setting; undefined when nothing is, also when the API cannot be reached now
 */
export async function geminiFault(config: GeminiConfig): Promise<string | undefined> {
  const { geminiApiKey, geminiBaseUrl, geminiModel } = config;
  if (geminiApiKey === undefined || understandingMode(config) === 'offline') return undefined;
  let response: Response;
  try {
    response = await fetch(`${geminiBaseUrl}/v1beta/models/${geminiModel}`, {
      headers: { 'x-goog-api-key': geminiApiKey },
      signal: AbortSignal.timeout(limitMs),
    });
  } catch {
    return undefined;
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return undefined;
  const { fault } = faultOfStatus(
    response.status,
    errorSchema.safeParse(body).data?.error.details,
    undefined,
  );
  if (fault === 'key') return 'GEMINI_API_KEY: is refused by the Gemini API';
  return fault === 'model' ? `GEMINI_MODEL: the Gemini API has no model ${geminiModel}` : undefined;
}
