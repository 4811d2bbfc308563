import type { Candidate, Slots } from '../found.ts';
import { firstGroups, pattern } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';

const REMINDED =
  '(?:remind(?:ed)?|alert(?:ed)?|notif(?:y|ied)|ping(?:ed)?|message[d]?|text(?:ed)?|write|written|(?:tell|told)(?= (?:me|us) to\\b))';
const RANG = '(?:go off|ring|come|arrive|fire|sound|get (?:sent|delivered|through))';
const FORMS = [
  `^(?:why )?(?:did|have|had|didn'?t|haven'?t)(?: not)? you(?: not)?(?: (?:already|actually|really|ever))? ${REMINDED} (?:me|us)\\b(?<rest>.*)$`,
  `^(?:was|were|have|had|did) (?:i|we) (?:been |get |got )?(?:already |ever |actually )?(?:reminded|alerted|notified)\\b(?<rest>.*)$`,
  '^(?:did|have) i (?:get|got|receive|received|had)(?: any| a| my| the)? (?:reminders?|notifications?|alerts?)\\b(?<rest>.*)$',
  `^(?:why )?(?:did|didn'?t|has|hasn'?t)(?: any| my| the| that| all)? ?(?<which>(?:[\\w':]+ ){0,3}?)(?:reminders?|timers?|alerts?|alarms?) (?:not )?${RANG}\\b(?<rest>.*)$`,
].map((form) => pattern(form));
/** What is still to come is a question about what is set. */
const TO_COME =
  /\b(?:tomorrow|next|later|tonight|in (?:an?|\d+|two|three) (?:minutes?|hours?|days?|weeks?))\b/i;
const MISSED = pattern(
  '^(?:which|what) (?:reminders|notifications|messages) (?:did|have) i miss(?:ed)?\\b.*$',
);
const LEAD_IN = /^(?:(?:to|about|of|that|for|with|on|at|in|already|yet|the|my) )+/i;
const TRAILING = /(?: (?:on|at|in|for|yet|already|then|the))+$/i;

/** "did you remind me to call mom this morning?": told from what was really delivered. */
export function reminded({ command, dates }: Sentence): Candidate[] {
  if (MISSED.test(command)) {
    return [{ intent: 'missed', confidence: 0.95, fill: () => timeOf(dates(command)) }];
  }
  const groups = firstGroups(FORMS, command);
  if (!groups || TO_COME.test(command)) return [];
  const fill = (): Slots => {
    const said = dates(`${groups.which ?? ''} ${groups.rest ?? ''}`.replaceAll(/\s+/g, ' ').trim());
    const title = ` ${said.rest.trim()} `
      .replace(TRAILING, ' ')
      .trim()
      .replace(LEAD_IN, '')
      .replace(TRAILING, '')
      .trim();
    return {
      asksReminded: true,
      ...(title && !/^(?:to|about|of|that|for|on|at|in|already|yet|the|my)$/i.test(title) && { title }),
      ...timeOf(said),
    };
  };
  return [{ intent: 'missed', confidence: 0.95, fill }];
}

const timeOf = ({ when }: ReturnType<Sentence['dates']>): Slots => (when ? { when } : {});
