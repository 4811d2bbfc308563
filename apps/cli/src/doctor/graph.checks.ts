import { loadConfig } from '#platform';
import {
  expiryWords,
  GraphError,
  graphSettings,
  type NumberState,
  type Reached,
  type TokenFacts,
  tokenFault,
} from '#whatsapp';

import { tokenAdvice } from '../token/refusal.ts';
import type { Deployment } from './deployment.ts';
import { failing, type Finding, ok, unlessAny, warning } from './finding.ts';
import { graphAdvice } from './graph-advice.ts';

const soonMs = 14 * 24 * 3_600_000;
const makeOne = "Make one for a system user in Meta's business settings";

/** Whether anybody can talk to WhatsApp from here; needs no token. */
export async function checkGraph(deployment: Deployment, reach: () => Promise<Reached>): Promise<Finding> {
  const { apiBaseUrl, apiVersion } = loadConfig(
    { apiBaseUrl: graphSettings.apiBaseUrl, apiVersion: graphSettings.apiVersion },
    deployment.environment,
  );
  const { host } = new URL(apiBaseUrl);
  try {
    await reach();
    return ok(`${host} answers under ${apiVersion}`);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const toDo = deployment.isSimulated
      ? 'Run `npm start`, or set WHATSAPP_API_TOKEN for the real WhatsApp.'
      : graphAdvice(error);
    return failing(`${host}: ${error.message}`, toDo);
  }
}

/** Whether the token opens the number. */
export async function checkAccess(number: Promise<NumberState>): Promise<Finding> {
  await number;
  return ok('WhatsApp lets the token read the number');
}

/** What kind of token it is, what it may do, and until when. */
export async function checkToken(deployment: Deployment): Promise<Finding | Finding[]> {
  const token = deployment.token().get();
  const client = deployment.tokens();
  if (!client)
    return warning(
      'it is not known until when it is valid, and what it may do',
      'Set WHATSAPP_APP_ID and WHATSAPP_APP_SECRET.',
    );
  let facts: TokenFacts;
  try {
    facts = await client.inspect(token);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return failing(error.message, tokenAdvice('inspect', error));
  }
  const fault = tokenFault(facts);
  if (fault) return failing(`it has to be replaced: ${fault}`, adviceFor(facts));
  return unlessAny(
    concernsAbout(facts),
    `${kindOf(facts)}, with all scopes, expires ${expiryWords(facts.expiresAt)}`,
  );
}

const kindOf = ({ type }: TokenFacts): string =>
  type === 'SYSTEM_USER' ? 'of a system user' : `of the type ${type ?? 'unknown'}`;

const adviceFor = ({ missingScopes }: TokenFacts): string =>
  missingScopes.length > 0 ? `${makeOne}, with ${missingScopes.join(' and ')}.` : `${makeOne}.`;

function concernsAbout({ type, expiresAt }: TokenFacts): Finding[] {
  const found: Finding[] = [];
  if (type !== undefined && type !== 'SYSTEM_USER')
    found.push(
      warning(`it is of the type ${type}, which ends by itself: those of people within hours`, `${makeOne}.`),
    );
  if (expiresAt instanceof Date && expiresAt.getTime() - Date.now() < soonMs)
    found.push(
      warning(`it expires ${expiryWords(expiresAt)}`, 'Exchange it: `npm run handsfree -- token exchange`.'),
    );
  return found;
}
