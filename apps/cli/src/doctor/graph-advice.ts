import { explainError, type GraphError } from '#whatsapp';

const account =
  'Check WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_BUSINESS_ACCOUNT_ID, and that the token may manage that account.';
const advice: Record<number, string> = {
  10: 'Make a token with whatsapp_business_management and whatsapp_business_messaging.',
  33: account,
  100: account,
  190: "Make a new token for a system user in Meta's business settings, and set it as WHATSAPP_API_TOKEN.",
  200: 'Give the system user of the token access to the account.',
};

/** What to do when WhatsApp does not answer, or refuses. */
export function graphAdvice({ code, reaction }: GraphError): string {
  if (code === undefined) return 'Check WHATSAPP_API_BASE_URL, the network and its proxy.';
  if (reaction.kind === 'throttle' || reaction.kind === 'retry') return 'Try again in some minutes.';
  return advice[code] ?? explainError(code)?.advice ?? 'docs/errors.md lists what the code means.';
}
