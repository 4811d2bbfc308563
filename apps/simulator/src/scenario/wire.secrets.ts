import type { HeaderField } from '../phone/phone.events.ts';

/** Names under which secrets travel in addresses and bodies. */
const secrets =
  /((?:access_token|input_token|fb_exchange_token|revoke_token|client_secret|verify_token)["']?\s*[=:]\s*["']?)[^"'&\s]+/g;
const secretHeaders = /^(?:proxy-)?authorization$|^cookie$/i;

export function withoutSecrets(text: string): string {
  return text.replace(secrets, '$1…');
}

/** What kind of secret it was can stay: `Bearer …`. A signature is none: it tells nothing of the secret. */
export function headersWithoutSecrets(headers: readonly HeaderField[]): HeaderField[] {
  return headers.map(({ name, value }) => ({
    name,
    value: secretHeaders.test(name) ? value.replace(/^(\w+ )?.*$/s, '$1…') : withoutSecrets(value),
  }));
}
