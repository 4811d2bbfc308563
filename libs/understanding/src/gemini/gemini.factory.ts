import { type CallBudget, ProcessCallBudget } from './call-budget.ts';
import { GeminiCalls } from './gemini-calls.ts';
import { GeminiEngine } from './gemini-engine.ts';
import { GeminiClient } from './gemini.client.ts';
import { type GeminiConfig, understandingMode } from './gemini.settings.ts';

/** The engine that the settings ask for; undefined when everything is understood offline. */
export function geminiEngine(
  config: GeminiConfig,
  budget: CallBudget = budgetOf(config),
): GeminiEngine | undefined {
  const { geminiApiKey } = config;
  if (geminiApiKey === undefined || understandingMode(config) === 'offline') return undefined;
  const client = new GeminiClient({ ...config, geminiApiKey });
  return new GeminiEngine(new GeminiCalls(client, budget), config.generalAnswers);
}

const budgetOf = (config: GeminiConfig): CallBudget =>
  new ProcessCallBudget({ person: config.geminiCallsPerUserPerDay, everybody: config.geminiCallsPerDay });
