import { FocusStore, type Subject, type Transaction } from '#data';
import type { Intent } from '#understanding';

import type { Request } from './understood.ts';

const removing: Partial<Record<Subject['kind'], Intent>> = {
  event: 'cancel_event',
  reminder: 'cancel_reminder',
  task: 'delete_task',
};
const changing: Partial<Record<Subject['kind'], Intent>> = {
  event: 'update_event',
  reminder: 'update_reminder',
  task: 'update_task',
};

/** "cancel it", "move it to five": what is done depends on what "it" is, the quoted message's matter or what was talked about last. */
export async function meantIntent(
  focus: FocusStore,
  tx: Transaction,
  { action, contactId, quoted, picked }: Request,
): Promise<Intent> {
  const { intent, title, currentWhen, when, all } = action;
  const intents = intent === 'cancel_event' ? removing : intent === 'update_event' ? changing : undefined;
  const isNamed = title !== undefined || currentWhen !== undefined || all;
  if (!intents || picked || isNamed || (intent === 'cancel_event' && when)) return intent;
  const of = quoted === undefined ? [] : await focus.ofMessage(tx, contactId, quoted);
  const [first] = of.length > 0 ? of : await focus.lastOf(tx, contactId);
  return (first && intents[first.kind]) ?? intent;
}
