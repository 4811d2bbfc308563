import type { Intent } from '#understanding';

/** What people change and end by telling its name, or "it". */
export const changeables = ['event', 'task', 'reminder', 'timer'] as const;
export type Changeable = (typeof changeables)[number];

const changeOf: Record<Changeable, Intent> = {
  event: 'update_event',
  task: 'update_task',
  reminder: 'update_reminder',
  timer: 'update_timer',
};
const endOf: Record<Changeable, Intent> = {
  event: 'cancel_event',
  task: 'delete_task',
  reminder: 'cancel_reminder',
  timer: 'cancel_timer',
};
const isOneOf = (intents: Record<Changeable, Intent>, intent: Intent): boolean =>
  Object.values(intents).includes(intent);

export const isEnd = (intent: Intent): boolean => isOneOf(endOf, intent);

/** The change or end that `intent` is, of a thing of that kind. */
export const intentFor = (kind: Changeable, intent: Intent): Intent =>
  (isOneOf(changeOf, intent) ? changeOf : endOf)[kind];

/** @returns undefined for an intent that neither changes nor ends anything */
export const changeableOf = (intent: Intent): Changeable | undefined =>
  changeables.find((kind) => changeOf[kind] === intent || endOf[kind] === intent);
