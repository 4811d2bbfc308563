import type { Sealer } from '#platform';
import type { AccountPayload } from '#queues';
import { isDated, pastTime, readNotice } from '#whatsapp';

import { jsonText } from './json-text.ts';

const dayMs = 24 * 60 * 60_000;
/** For so long WhatsApp delivers again what it could not deliver. */
const redeliveryDays = 7;

/** The field that an element belongs to, and the webhook's time in seconds, which may be ahead of our clock. */
export interface Place {
  field: string;
  time?: number;
}

/** What is neither a message to us nor a status, as people on call see it. */
export function toNotice(
  reason: AccountPayload['reason'],
  element: unknown,
  { field, time }: Place,
  receivedAt: number,
  sealer: Sealer,
): AccountPayload {
  const body = jsonText(element);
  const keyAt = (when: string): string => sealer.blindIndex('notice', `${field} ${when} ${body}`);
  const told = { field, reason, occurredAt: pastTime(time, receivedAt), receivedAt, body };
  if (time !== undefined || !needsDate({ field, reason, body }))
    return { noticeKey: keyAt(String(time)), ...told };
  // With neither an id nor a time, the same words on another day are a new notice to people, though perhaps no news.
  const today = Math.floor(receivedAt / dayMs);
  const noticeKey = keyAt(`day ${today}`);
  if (reason !== 'account') return { noticeKey, ...told };
  const earlierKeys = Array.from({ length: redeliveryDays }, (_, days) => keyAt(`day ${today - days - 1}`));
  return { noticeKey, ...told, earlierKeys };
}

function needsDate(raw: Pick<AccountPayload, 'field' | 'reason' | 'body'>): boolean {
  if (raw.reason === 'error') return true;
  const notice = readNotice(raw);
  return raw.reason === 'account' && !(notice && isDated(notice));
}
