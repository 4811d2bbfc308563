import type { Sealer } from '#platform';
import type { StatusPayload } from '#queues';
import { timeOrReceipt, unlistedError, type WebhookStatus } from '#whatsapp';

/** One status report as the next step needs it. */
export function toStatus(status: WebhookStatus, receivedAt: number, sealer: Sealer): StatusPayload {
  const error = status.errors?.[0];
  return {
    messageKey: sealer.blindIndex('wamid', status.id),
    wamid: status.id,
    status: status.status,
    occurredAt: timeOrReceipt(status.timestamp, receivedAt),
    callbackData: status.biz_opaque_callback_data,
    errorCode: error?.code,
    errorTitle: error?.title,
    unlistedError: error && unlistedError(error),
    pricing: status.pricing,
  };
}
