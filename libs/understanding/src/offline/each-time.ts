import type { Intent } from '../meaning.ts';
import type { Slots } from './found.ts';
import type { Dates } from './slots.ts';

/** Done once for each time that was said: "yoga tuesday and thursday" are two events. */
const EACH = new Set<Intent>(['create_event', 'create_task', 'create_reminder', 'list_events', 'agenda']);
/** Done without the date that was said, or on another one, these would be wrong. */
const NEEDS_DATE = new Set<Intent>([
  ...EACH,
  'update_event',
  'cancel_event',
  'find_time',
  'update_reminder',
  'snooze_reminder',
  'create_timer',
]);

/** Kept at one of two times, these would as likely be at the wrong one. */
const MADE = new Set<Intent>(['create_event', 'create_task', 'create_reminder']);

/** To times that last into the next day one would as little be moved by a slip. */
const MOVED = new Set<Intent>([...MADE, 'update_event', 'update_reminder']);

/** The slots with what the sentence says besides about its time, where the rule that filled them looked at the first time alone. */
export function withSaidDate(
  intent: Intent,
  slots: Slots,
  { when, others, choice, noSuchDate }: Dates,
): Slots {
  const isOneOnly = slots.others?.length === 0;
  if (choice && MADE.has(intent) && slots.when && !isOneOnly) {
    const { when: _, others: __, ...open } = slots;
    return { ...open, noSuchDate: { words: choice, isTime: true, isChoice: true } };
  }
  const isMissing = NEEDS_DATE.has(intent) && !slots.when;
  if (
    noSuchDate &&
    !slots.currentWhen &&
    (isMissing || (noSuchDate.isIntoNextDay && slots.when?.end && MOVED.has(intent)))
  )
    return { noSuchDate, ...slots };
  return others && when && slots.when?.start === when.start ? { others, ...slots } : slots;
}

/** An action's slots for each of its times. */
export function eachTime(intent: Intent, { others = [], ...slots }: Slots): Slots[] {
  return EACH.has(intent) ? [slots, ...others.map((other) => ({ ...slots, ...other }))] : [slots];
}
