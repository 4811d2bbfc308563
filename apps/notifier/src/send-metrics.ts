import type { Sendable } from '#data';
import { counter, histogram } from '#platform';
import { codeLabel, GraphError } from '#whatsapp';

const sends = counter(
  'sends_total',
  "Requests to send a message, by their result and the code of WhatsApp's error",
  ['result', 'code'],
);
const sendSeconds = histogram(
  'send_seconds',
  'How long WhatsApp took to answer a request to send',
  [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5],
);
const replySeconds = histogram(
  'reply_seconds',
  'From the webhook with a message to WhatsApp having taken its answer',
  [0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 5, 10, 30, 60, 300, 3_600],
);
const reports = counter('status_reports_total', 'What WhatsApp reported of sent messages that was news', [
  'status',
  'code',
]);
const delivered = counter('delivered_total', 'Messages that people got, by what WhatsApp charges for them', [
  'category',
  'type',
]);

/** As https://developers.facebook.com/docs/whatsapp/pricing names them. */
const prices = {
  category: [
    'authentication',
    'authentication_international',
    'marketing',
    'marketing_lite',
    'referral_conversion',
    'service',
    'utility',
  ],
  type: ['free_customer_service', 'free_entry_point', 'regular'],
};

const none = codeLabel(undefined);
for (const result of ['accepted', 'refused', 'not_sent', 'unknown']) sends.inc({ result, code: none }, 0);

/** Counts the request that `post` makes. */
export async function countingSend<T>(post: () => Promise<T>): Promise<T> {
  const took = sendSeconds.startTimer();
  try {
    const answer = await post();
    sends.inc({ result: 'accepted', code: none });
    return answer;
  } catch (error) {
    const isGraph = error instanceof GraphError;
    const result = isGraph ? error.outcome.replaceAll(' ', '_') : 'broken';
    sends.inc({ result, code: codeLabel(isGraph ? error.code : undefined) });
    throw error;
  } finally {
    took();
  }
}

/** To be called when WhatsApp has taken the message. */
export function countReply({ askedAt }: Pick<Sendable, 'askedAt'>): void {
  if (askedAt) replySeconds.observe(Math.max(0, Date.now() - askedAt.getTime()) / 1_000);
}

interface Report {
  status: string;
  errorCode?: number;
  pricing?: unknown;
}

/** WhatsApp tells the price with `sent`, and once more when the person got it. */
export function countReport({ status, errorCode, pricing }: Report): void {
  reports.inc({ status, code: codeLabel(errorCode) });
  if (status !== 'delivered' || typeof pricing !== 'object' || pricing === null) return;
  const told = (name: 'category' | 'type'): string => {
    const value = name in pricing && (pricing as Record<string, unknown>)[name];
    if (typeof value !== 'string') return 'not told';
    return prices[name].includes(value) ? value : 'other';
  };
  delivered.inc({ category: told('category'), type: told('type') });
}
