import type { Action, Meaning } from '../meaning.ts';

type Actions = Meaning['actions'];

/** "yoga on tuesday at 9, remind me 10 minutes before": part of the event; of a task it is a reminder of its own. */
export function withLeadTimes([first, second, ...others]: Actions): Actions {
  if (!second) return [first];
  const { leadTimes, leadDays } = second;
  const isOfFirst =
    second.intent === 'create_reminder' && !second.title && !second.when && (leadTimes ?? leadDays);
  if (isOfFirst && first.intent === 'create_event')
    return [{ ...first, ...(leadTimes && { leadTimes }), ...(leadDays && { leadDays }) }, ...others];
  // "dinner at seven, remind me two hours before to buy flowers"
  if (
    second.intent === 'create_reminder' &&
    second.title &&
    !second.when &&
    (leadTimes ?? leadDays) &&
    first.when
  )
    return [first, { ...second, when: first.when }, ...others];
  const { title, when } = first;
  return isOfFirst && first.intent === 'create_task' && title && when
    ? [first, { ...second, title, when }, ...others]
    : [first, second, ...others];
}

/** "add milk to my list and remind me at 6 to buy it": what "it" is was named just before; "remind me at 4" is of it too. */
export function withReferences(actions: Actions): Actions {
  const [first, ...others] = actions;
  let before = first.title;
  let thing = thingIn(first);
  const resolved = others.map((action): Action => {
    const isOfBefore = action.intent === 'create_reminder' && action.when && !action.title;
    const title = isOfBefore ? before : thing && action.title?.replace(/ (?:it|them)$/i, ` ${thing}`);
    before = action.title ?? before;
    thing = action.title ? thingIn(action) : thing;
    return title ? { ...action, title } : action;
  });
  return [first, ...resolved];
}

/** What a later "it" can stand for. A note is a sentence, "I left my umbrella at work", and fits in no other. */
const thingIn = ({ intent, title }: Action): string | undefined =>
  intent === 'remember' ? undefined : title;
