import type { AccountNotice } from './account-notice.ts';
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

/** As the event of notices whose key is gone: what they tell is not known. */
export const unreadableNotice = 'unreadable';

/** Something wrong with the account that WhatsApp has not taken back. */
export interface AccountTrouble {
  /** Of the last notice that told of it. */
  noticeId: string;
  /** All that did, as they came about. */
  noticeIds: string[];
  field: string;
  event: string;
  about: string;
  since: Date;
  /** When it ends by itself; undefined when somebody has to end it. */
  until?: Date;
}

/** What WhatsApp ends by itself, such as one of several restrictions, or an alert for one of several numbers. */
type Part = Omit<AccountTrouble, 'noticeId'>;

/** @param notices of `accountFields` that nobody has settled, in any order */
export function accountTroubles(notices: Kept[], now: Date): AccountTrouble[] {
  const inOrder = notices.toSorted((one, other) => timeOf(one) - timeOf(other));
  const parts = new Map<string, Part>();
  for (const notice of inOrder) {
    const { id, field } = notice;
    const said = saidBy(notice);
    for (const name of said?.ends ?? []) parts.delete(`${field} ${name}`);
    for (const { name, about, until, isToldOnce } of said?.troubles ?? []) {
      const key = `${field} ${name}`;
      const at = timeOf(notice);
      const before = parts.get(key);
      const goesOn = before && (before.until === undefined || before.until.getTime() > at);
      const endMs = isToldOnce ? at + toldOnceMs : until && until * 1_000;
      parts.set(key, {
        noticeIds: [...(before?.noticeIds ?? []), id],
        field,
        event: said?.event ?? name,
        about: about ?? said?.about ?? '',
        since: goesOn ? before.since : new Date(at),
        ...(endMs !== undefined && { until: new Date(endMs) }),
      });
    }
  }
  const open = [...parts.values()].filter(({ until }) => until === undefined || until > now);
  return together(open, inOrder);
}

function saidBy(notice: Kept): AccountNotice | undefined {
  const { body } = notice;
  if (body !== undefined) return readNotice({ ...notice, body });
  return { event: unreadableNotice, needsPerson: true, troubles: [{ name: unreadableNotice }] };
}

/** One notice may tell of several parts, and is settled as a whole: they are one trouble, which lasts as long as any of them. */
function together(parts: Part[], inOrder: Kept[]): AccountTrouble[] {
  const kindOf = ({ field, event }: Part): string => `${field} ${event}`;
  return [...new Set(parts.map(kindOf))].flatMap((kind): AccountTrouble[] => {
    const same = parts.filter((part) => kindOf(part) === kind);
    const told = new Set(same.flatMap(({ noticeIds }) => noticeIds));
    const noticeIds = inOrder.flatMap(({ id }) => (told.has(id) ? [id] : []));
    const [first, noticeId] = [same[0], noticeIds.at(-1)];
    if (!first || noticeId === undefined) return [];
    const endMs = Math.max(...same.map(({ until }) => until?.getTime() ?? Infinity));
    return [
      {
        noticeId,
        noticeIds,
        field: first.field,
        event: first.event,
        about: [...new Set(same.map(({ about }) => about))].filter(Boolean).join(' '),
        since: new Date(Math.min(...same.map(({ since }) => since.getTime()))),
        ...(endMs !== Infinity && { until: new Date(endMs) }),
      },
    ];
  });
}

const timeOf = ({ occurredAt, receivedAt }: Kept): number => (occurredAt ?? receivedAt).getTime();
