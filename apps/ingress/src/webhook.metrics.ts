import { counter, histogram } from '#platform';

import type { SplitWebhook } from './split-webhook.ts';

const webhooks = counter('webhooks_total', 'Webhooks by the HTTP status that they were answered with', [
  'status',
]);
const items = counter('webhook_items_total', 'What accepted webhooks held', ['kind']);
const secrets = counter(
  'webhook_secret_total',
  'Webhooks by which of WHATSAPP_APP_SECRET signed them, from 1',
  ['secret'],
);
const ackSeconds = histogram(
  'webhook_ack_seconds',
  'From a request to the answer 200, everything in it being on the queues',
  [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
);

// Alerts compare these with what comes later: a series has to be there before its first event.
for (const status of ['200', '401', '503']) webhooks.inc({ status }, 0);
for (const kind of ['message', 'status', 'notice']) items.inc({ kind }, 0);

/** @param startedAtMs on `performance.now()` */
export function countAccepted({ intent, statuses, notices }: SplitWebhook, startedAtMs: number): void {
  webhooks.inc({ status: '200' });
  ackSeconds.observe((performance.now() - startedAtMs) / 1_000);
  if (intent.length > 0) items.inc({ kind: 'message' }, intent.length);
  if (statuses.length > 0) items.inc({ kind: 'status' }, statuses.length);
  if (notices.length > 0) items.inc({ kind: 'notice' }, notices.length);
}

export const countRefused = (status: number): void => webhooks.inc({ status: String(status) });

/** @param index in the list of secrets */
export const countSecret = (index: number): void => secrets.inc({ secret: String(index + 1) });
