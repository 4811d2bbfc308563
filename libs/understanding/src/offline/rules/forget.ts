import type { Candidate } from '../found.ts';
import { CALENDAR, EVENT_KIND, firstGroups, pattern } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';
import { nameOf } from '../title.ts';

const DROP = '(?:delete|remove|erase|drop|clear|get rid of)';
const TOLD =
  "(?:i|we)(?:'ve| have)? (?:told|said|gave|asked)(?: (?:to )?you)?(?: to (?:remember|keep|note))?";
const KEPT = `(?:you(?:'ve| have)? (?:remember(?:ed)?|know|noted|kept|saved|stored)|${TOLD})`;

const FORGETS_ALL = [
  `(?:forget|${DROP}) (?:everything|all(?: of it| the things)?)(?: that)? ${KEPT}`,
  `${DROP} (?:all(?: of)? )(?:my |the |your )?notes`,
].map((form) => pattern('^', form, '(?: for me)?$'));
const FORGETS = [
  `^forget (?:that|the fact that) (?<what>.+ (?:is|are|was|were|has|have|lives?|likes?|parked) .+)$`,
  `^(?:forget|${DROP}) (?:what|everything|all|anything)(?: that)? ${KEPT}(?: about| on)? (?<what>.+)$`,
  `^(?:forget|${DROP}) (?:my |the |that |this |your )?notes?(?: (?:about|on|of|for|that|with|saying))?(?<what>(?: .+)?)$`,
].map((form) => pattern(form));
/** "forget my locker": what else can be meant by such words names itself. */
const FORGETS_THING = /^(?:you can |please )*forget (?:about )?(?<what>(?:my|our) [\w' -]{2,40}|where .+)$/i;
const OTHER_OBJECT = pattern(
  `\\b(?:${CALENDAR}|${EVENT_KIND}|reminders?|timers?|alarms?|lists?|tasks?|to-?dos?|items?|data|o'?clock|account|settings?|messages?|chats?)\\b`,
);

/** "forget that my locker is 42", "delete the note about the wifi", "forget my locker" */
export function forget({ command, dates }: Sentence): Candidate[] {
  if (FORGETS_ALL.some((form) => form.test(command)))
    return [{ intent: 'forget', confidence: 0.95, isOwn: true, fill: () => ({ all: true }) }];
  const said = firstGroups(FORGETS, command)?.what?.trim();
  const thing = FORGETS_THING.exec(command)?.groups?.what;
  const what = said ?? (thing && !OTHER_OBJECT.test(thing) && !dates(thing).when ? thing : undefined);
  if (what === undefined || /\blist$/i.test(what)) return [];
  const title = nameOf(what) ?? what;
  const fill = (): { title?: string } => (title ? { title } : {});
  return [{ intent: 'forget', confidence: said === undefined ? 0.6 : 0.95, isOwn: true, fill }];
}
