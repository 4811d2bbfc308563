import type { Sealer } from '#platform';
import type { AccountPayload } from '#queues';
import { pastTime } from '#whatsapp';

import { jsonText } from './json-text.ts';

const dayMs = 24 * 60 * 60_000;

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
  // With neither an id nor a time, the same words on another day are a new notice.
  const isUndated = time === undefined && (reason === 'error' || reason === 'account');
  const when = isUndated ? `day ${Math.floor(receivedAt / dayMs)}` : time;
  const noticeKey = sealer.blindIndex('notice', `${field} ${when} ${body}`);
  return { noticeKey, field, reason, occurredAt: pastTime(time, receivedAt), receivedAt, body };
}
