import type { BusinessAccount, BusinessNumber } from '../accounts/account.ts';

/** One change about an account, as it comes from its maker. */
export interface Update {
  account: BusinessAccount;
  /** The number that it is about; some fields are about the account. */
  number?: BusinessNumber;
  field: string;
  value: object;
  /** Whose webhooks keep their order. */
  userId?: string;
}

interface Entry {
  id: string;
  time?: number;
  changes: { field: string; value: object }[];
}

/**
 * What stands in one POST. As Meta does, what is about messages shares one entry and everything else one that carries its
 * time, and what follows on each other about one person is one change.
 * @param updates all about one account
 * @param at in milliseconds
 */
export function envelope(account: BusinessAccount, updates: readonly Update[], at: number): object {
  const entries: Entry[] = [];
  let before: Update | undefined;
  for (const update of updates) {
    const { field, value } = update;
    const last = entries.at(-1);
    const lastChange = last?.changes.at(-1);
    if (before && lastChange && isMore(before, update)) lastChange.value = joined(lastChange.value, value);
    else if (last && (last.time === undefined) === (field === 'messages'))
      last.changes.push({ field, value });
    else {
      const time = field === 'messages' ? undefined : Math.floor(at / 1_000);
      entries.push({ id: account.id, time, changes: [{ field, value }] });
    }
    before = update;
  }
  return { object: 'whatsapp_business_account', entry: entries };
}

/** Whether a change goes on where the one before ended: several messages of one person, or several reports on messages to them. */
function isMore(before: Update, update: Update): boolean {
  return (
    before.field === 'messages' &&
    update.field === 'messages' &&
    update.userId !== undefined &&
    before.userId === update.userId &&
    before.number === update.number &&
    ['messages', 'statuses'].some(
      (list) => isOnlyList(before.value, list) && isOnlyList(update.value, list),
    ) &&
    'contacts' in before.value === 'contacts' in update.value
  );
}

function isOnlyList(value: object, list: string): boolean {
  return ['messages', 'statuses', 'errors'].every((name) => name in value === (name === list));
}

function joined(value: object, next: object): object {
  const lists = { ...value } as Record<string, unknown>;
  for (const name of ['messages', 'statuses']) {
    const more = (next as Record<string, unknown>)[name];
    if (Array.isArray(more)) lists[name] = [...(lists[name] as unknown[]), ...(more as unknown[])];
  }
  return lists;
}
