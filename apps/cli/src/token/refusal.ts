import { GraphError, reactionTo } from '#whatsapp';

type Question = 'inspect' | 'exchange';

const wrongApp =
  'Check WHATSAPP_APP_ID and WHATSAPP_APP_SECRET (its first one): WhatsApp does not accept them together.';
const advice: Record<Question, Record<number, string>> = {
  inspect: {
    1: wrongApp,
    100: 'The token may be one of another app: check WHATSAPP_APP_ID.',
    101: wrongApp,
    // It is the app's own name and secret that the question was asked with.
    190: wrongApp,
  },
  exchange: {
    1: wrongApp,
    100: 'The token may be of a kind that cannot be exchanged, or one of another app: check it with `token inspect`.',
    101: wrongApp,
    190: "Today's token has expired or was revoked, and such a one cannot be exchanged: make a new one for the system user in Meta's business settings.",
  },
};

/** Says what to do when WhatsApp does not answer or refuses. */
export async function withAdvice<T>(question: Question, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new Error(`${error.message}\n${tokenAdvice(question, error)}`, { cause: error });
  }
}

/** What to do then. */
export function tokenAdvice(question: Question, { code }: GraphError): string {
  if (code === undefined) return 'Check WHATSAPP_API_BASE_URL and the network, then try again.';
  const { kind } = reactionTo(code);
  if (kind === 'throttle' || kind === 'retry') return 'Try again in some minutes.';
  return advice[question][code] ?? 'docs/errors.md lists what the code means.';
}
