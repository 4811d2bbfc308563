import { readNotice } from './read-notice.ts';

/** Webhook fields that tell how the account does. */
export const accountFields = ['account_update', 'account_alerts', 'account_review_update', 'security'];

const toldOnceMs = 24 * 3_600_000;

/** A notice as it is kept. */
interface Kept {
  id: string;
  field: string;
  reason: string;
  /** Undefined when it cannot be read. */
  body?: string;
  occurredAt?: Date;
  receivedAt: Date;
}

/** Something wrong with the account that WhatsApp has not taken back. */
export interface AccountTrouble {
  /** Of the last notice that told of it. */
  noticeId: string;
  /** All that did. */
  noticeIds: string[];
  field: string;
  event: string;
  about: string;
  since: Date;
  /** When it ends by itself; undefined when somebody has to end it. */
  until?: Date;
}

/** @param notices of `accountFields` that nobody has settled, in any order */
export function accountTroubles(notices: Kept[], now: Date): AccountTrouble[] {
  const open = new Map<string, AccountTrouble>();
  for (const notice of notices.toSorted((one, other) => timeOf(one) - timeOf(other))) {
    const { id, field, body } = notice;
    const said = body === undefined ? undefined : readNotice({ ...notice, body });
    for (const name of said?.ends ?? []) open.delete(`${field} ${name}`);
    for (const { name, until, isToldOnce } of said?.troubles ?? []) {
      const key = `${field} ${name}`;
      const at = timeOf(notice);
      const before = open.get(key);
      const goesOn = before && (before.until === undefined || before.until.getTime() > at);
      const endMs = isToldOnce ? at + toldOnceMs : until && until * 1_000;
      open.set(key, {
        noticeId: id,
        noticeIds: [...(before?.noticeIds ?? []), id],
        field,
        event: said?.event ?? name,
        about: said?.about ?? '',
        since: goesOn ? before.since : new Date(at),
        ...(endMs !== undefined && { until: new Date(endMs) }),
      });
    }
  }
  return [...open.values()].filter(({ until }) => until === undefined || until > now);
}

const timeOf = ({ occurredAt, receivedAt }: Kept): number => (occurredAt ?? receivedAt).getTime();
