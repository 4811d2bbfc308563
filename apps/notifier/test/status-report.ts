import type { StatusPayload } from '#queues';
import { newWamid } from '#testing';

import type { NotifierServices } from './notifier-services.ts';

/** A message that is being sent, and how WhatsApp will call it. */
export interface Sent {
  id: string;
  wamid: string;
}

export const noon = Date.UTC(2026, 10, 21, 12) / 1_000;
/** Each is a second later than the one before. */
export const reportOrder: StatusPayload['status'][] = ['sent', 'failed', 'delivered', 'read', 'played'];

export async function beginSend(
  services: NotifierServices,
  contactId: string,
  content: { body: string } = { body: 'Hello!' },
): Promise<Sent> {
  const id = await services.database.transaction((tx) =>
    services.outbound.write(tx, { contactId, ...content }),
  );
  await services.sending.start(id);
  return { id, wamid: newWamid() };
}

export const statusReport = (
  { id, wamid }: Sent,
  status: StatusPayload['status'],
  errorCode?: number,
): StatusPayload => ({
  messageKey: 'key',
  wamid,
  status,
  occurredAt: noon + reportOrder.indexOf(status),
  callbackData: id,
  ...(errorCode !== undefined && { errorCode, errorTitle: 'Something went wrong' }),
});
