import { GraphError } from '#whatsapp';

const account = 'Check WHATSAPP_BUSINESS_ACCOUNT_ID, and that the token may manage that account.';
const advice: Record<number, string> = {
  10: 'The token needs whatsapp_business_management: check it with `token inspect`.',
  33: account,
  100: account,
  190: 'Check the token with `token inspect`.',
  200: 'The token may not manage this account: give its system user access to it.',
};

/** Says what to do when WhatsApp does not answer, or not with a list. */
export async function withAdvice<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new Error(`${error.message}\n${adviceFor(error)}`, { cause: error });
  }
}

function adviceFor({ code, reaction }: GraphError): string {
  if (code === undefined) return 'Check WHATSAPP_API_BASE_URL and the network, then try again.';
  if (reaction.kind === 'throttle' || reaction.kind === 'retry') return 'Try again in some minutes.';
  return advice[code] ?? 'docs/errors.md lists what the code means.';
}
