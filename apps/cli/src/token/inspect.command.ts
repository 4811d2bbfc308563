import { expiryWords, TokenClient, type TokenFacts, tokenFault } from '#whatsapp';

import { withAdvice } from './refusal.ts';
import { loadTokenConfig } from './token.settings.ts';

/** `token inspect`: what WhatsApp knows about the token that sends; never the token itself. Throws when it has to be replaced. */
export async function inspect(): Promise<void> {
  const config = loadTokenConfig();
  const facts = await withAdvice('inspect', new TokenClient(config).inspect(config.token));
  console.log(table(facts));
  const fault = tokenFault(facts);
  if (fault) throw new Error(`The token has to be replaced: ${fault}.\n${adviceFor(facts)}`);
}

function table({ isValid, type, expiresAt, dataAccessExpiresAt, scopes, missingScopes }: TokenFacts): string {
  const rows = {
    valid: isValid ? 'yes' : 'no',
    type: type ?? 'unknown',
    expires: expiryWords(expiresAt),
    'data access': expiryWords(dataAccessExpiresAt),
    scopes: scopes.join(', ') || 'none',
    missing: missingScopes.join(', ') || 'none',
  };
  return Object.entries(rows)
    .map(([name, value]) => `${name.padEnd(13)}${value}`)
    .join('\n');
}

function adviceFor({ isValid, missingScopes }: TokenFacts): string {
  const place = "for the system user in Meta's business settings";
  return isValid && missingScopes.length > 0
    ? `Make a new one ${place}, with ${missingScopes.join(' and ')}.`
    : `Make a new one ${place}: one that has ended cannot be exchanged.`;
}
