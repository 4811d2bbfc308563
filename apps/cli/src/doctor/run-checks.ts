import { SettingsError, TimeLimitError, withTimeLimit } from '#platform';
import { GraphError } from '#whatsapp';

import { UnusableDatabaseError } from '../start/database.ts';
import { failing, type Finding, type Line, notChecked } from './finding.ts';
import { graphAdvice } from './graph-advice.ts';

export interface Check {
  name: string;
  /** Names of earlier checks: when one of them fails, this one would only say so again. */
  needs?: string[];
  run(): Promise<Finding | Finding[]>;
}

const usualLimitMs = 15_000;

/** Runs checks beside each other, each within a time of its own: one that fails or hangs hides no other. @returns lines in the order of the checks */
export async function runChecks(checks: Check[], limitMs = usualLimitMs): Promise<Line[]> {
  const results = new Map<string, Promise<Line[]>>();
  for (const check of checks) {
    const needed = (check.needs ?? []).map((name) => results.get(name) ?? Promise.resolve([]));
    results.set(check.name, linesOf(check, needed, limitMs));
  }
  return (await Promise.all(results.values())).flat();
}

async function linesOf(check: Check, needed: Promise<Line[]>[], limitMs: number): Promise<Line[]> {
  const before = (await Promise.all(needed)).flat();
  const cause = before.find(({ verdict }) => verdict === 'failing' || verdict === 'not checked');
  const found = cause
    ? notChecked(`"${cause.check}" ${cause.verdict === 'failing' ? 'is failing' : 'was not checked'}`)
    : await attempt(check, limitMs);
  return [found].flat().map((finding) => ({ check: check.name, ...finding }));
}

async function attempt(check: Check, limitMs: number): Promise<Finding | Finding[]> {
  try {
    return await withTimeLimit(check.run(), limitMs);
  } catch (error) {
    if (error instanceof SettingsError) return notChecked(`a setting is wrong: ${error.faults.join('; ')}`);
    if (error instanceof GraphError) return failing(error.message, graphAdvice(error));
    if (error instanceof UnusableDatabaseError)
      return failing(error.message, 'Look at the server, or stop `npm start` and start it once more.');
    if (error instanceof TimeLimitError) return failing(error.message, 'Try again; look at its server.');
    // The words of other errors may quote an address with its password.
    const { name, code } = error as Error & { code?: string };
    return failing(`it could not be checked (${[name, code].filter(Boolean).join(' ')})`);
  }
}
