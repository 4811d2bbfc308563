import { expiryWords, TokenClient, tokenFault } from '#whatsapp';

import { withAdvice } from './refusal.ts';
import { replaceFile } from './replace-file.ts';
import { loadTokenConfig } from './token.settings.ts';

const sendingScope = 'whatsapp_business_messaging';

interface NewToken {
  token: string;
  expires: string;
}

/** `token exchange`: a new token for today's, into a file or alone on standard output. */
export async function exchange({ file }: { file?: string }): Promise<void> {
  const config = loadTokenConfig();
  const client = new TokenClient(config);
  const path = file ?? config.apiTokenFile;
  if (path === undefined) {
    const { token, expires } = await newToken(client, config.token);
    console.log(token);
    console.error(
      `The new token expires ${expires}. Set it as WHATSAPP_API_TOKEN and restart media and notifier; today's is not revoked.`,
    );
    return;
  }
  let expiry = '';
  await replaceFile(path, async () => {
    const { token, expires } = await newToken(client, config.token);
    expiry = expires;
    return `${token}\n`;
  });
  const next =
    path === config.apiTokenFile
      ? 'media and notifier take it from there without a restart.'
      : 'Name the file in WHATSAPP_API_TOKEN_FILE, so that media and notifier take it from there.';
  console.log(`Wrote the new token, which expires ${expiry}, to ${path}.\n${next}`);
}

/** Rejects unless WhatsApp says that the new one is valid and may send. */
async function newToken(client: TokenClient, old: string): Promise<NewToken> {
  const token = await withAdvice('exchange', client.exchange(old));
  const facts = await withAdvice('inspect', client.inspect(token));
  const { expiresAt, missingScopes } = facts;
  // A new token has the scopes of the old one: what that did without is no reason to let it expire.
  const fault = tokenFault({
    ...facts,
    missingScopes: missingScopes.filter((scope) => scope === sendingScope),
  });
  if (fault) throw new Error(`The new token is not taken: ${fault}. Nothing was changed.`);
  if (missingScopes.length > 0) console.error(`The new token lacks ${missingScopes.join(' and ')}.`);
  return { token, expires: expiryWords(expiresAt) };
}
