import { lengthIn } from '../event-amounts.ts';
import type { Candidate } from '../found.ts';
import { CALENDAR, EVENT_KIND, LOOSE_EVENT, pattern } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';
import { nameOf } from '../title.ts';

const SLOT =
  '(?:(?:free |open |good |best |suitable |available )?(?:time|slot|gap|hour|window|opening|half hour|moment|day)s?)';
const IS_THERE = "(?:is there|are there|do (?:i|we) have|have (?:i|we)(?: got)?|i've got)(?: still)?";
const LENGTH = '(?:(?:\\d+|\\w+|half an|an hour and a half)[- ](?:minutes?|mins?|hours?|hrs?))';
const FORMS = [
  `(?:when|what (?:time|times|day|days|hours)|which (?:days?|times?|hours?|slots?))(?:'s| is| are| am| do| does| could| can| would| will)? (?:i|we|my|our)(?: be)? (?:free|available|have (?:some |any |free )?time|fit|squeeze|next free)\\b.*`,
  'when (?:do|have|will|are) (?:i|we) (?:have|got|get|have got) (?:an?|any|some|half an|\\w+) (?:free|spare|open|clear|empty)\\b.*',
  `when(?:'s| is| are) (?:my|our) next (?:free|open|available)\\b.*`,
  `(?:find|look for|suggest|propose|give|get|search for|locate|identify|pick|book)(?: me| us)? (?:a|an|some|the|another|\\w+) ?(?:\\w+ )?${SLOT} (?:for|to|when|in|on|with|of|that|tomorrow|today|this|next|between|after|before)\\b.*`,
  `(?:find|suggest) (?:a |me a |us a )?${SLOT}`,
  `(?:find|get|give|look for)(?: me| us)? (?:an? )?${LENGTH}(?: (?:free|for|to|with|on|in|this|next|tomorrow|today|tonight)\\b.*)?`,
  `${IS_THERE} (?:an?|one|half an|a half|a spare|a couple of|\\w+) (?:free |spare |open )?(?:hours?|half hour|minutes|mins)(?: or \\w+)? (?:free|spare|open|clear)\\b.*`,
  `${IS_THERE} (?:an?|one|half an|a half|\\w+) (?:free|spare|open) (?:hours?|half hour|minutes|mins|slot|gap)\\b.*`,
].map((form) => pattern('^', form, '$'));
/** Of the calendar only where a date, an event or a meeting is named: "is there room for improvement", "when can I see the northern lights". */
const OF_ANYTHING = [
  `(?:what|when)(?:'s| is| would be| are)(?: a| the| some)? (?:good|best|free|open|available|suitable) ${SLOT}? ?(?:for (?:me|us|a|my|the)|to (?:meet|see|call|catch up|talk|do|have)|this|next|on|tomorrow|today)\\b.*`,
  // At most one length and one adjective: repeated, they could be told apart in too many ways.
  `${IS_THERE} (?:an?|any|enough|some) (?:free |spare |open |big )?(?:${LENGTH} )?(?:gap|slot|window|opening|space|room|time) (?:.* )?(?:for|to (?!do\\b)\\w+) .+`,
  'find (?:me |us )?(?:some |a |the |enough )?time (?:for|to|with) .+',
  '(?:where|how) (?:can|could|might|would|do|should) (?:i|we) (?:fit|squeeze|slot)\\b.* ?\\bin\\b.*',
  `when (?:can|could|should) (?:i|we) (?:meet|fit in|squeeze in|schedule|have|do|see|get together|catch up)\\b.*`,
].map((form) => pattern('^', form, '$'));
const OWN = pattern(
  `\\b(?:${CALENDAR}|${LOOSE_EVENT}|calls?|chat|meet(?: up)?|catch up|get together|free|available|minutes?|hours?|my (?:day|week|morning|afternoon|evening|weekend))\\b`,
);
const FOR = pattern(
  `\\b(?:for|to|fit in|squeeze in|have|with) ((?:a |an |my |our )?(?:[\\w']+ )?(?:${EVENT_KIND})\\b.*|(?:meet|see|call) .+)$`,
);
const OTHER =
  /\b(?:world|plant|buy|visit|travel|sleep|eat|weather|flights?|movie|restaurant|store|shop|holiday)\b/i;

/** "book a slot on my calendar for a run" takes the time that it names. */
const BOOKS_SLOT = pattern(`^book\\b.* (?:on|in) my (?:${CALENDAR})\\b`);

/** "when am I free tomorrow", "find a time for a meeting with Tom this week" */
export function findTime({ command, dates }: Sentence): Candidate[] {
  if (OTHER.test(command) || BOOKS_SLOT.test(command)) return [];
  const isSure = FORMS.some((form) => form.test(command));
  const isAsked = isSure || OF_ANYTHING.some((form) => form.test(command));
  const isOwn = isSure || OWN.test(command);
  if (!isAsked || (!isOwn && !dates(command).when)) return [];
  const fill = () => {
    const { when, rest } = dates(command);
    const title = nameOf(FOR.exec(rest)?.[1] ?? '');
    const length = lengthIn(rest);
    return { ...(title && { title }), ...(when && { when }), ...(length && { length }) };
  };
  return [{ intent: 'find_time', confidence: isSure ? 0.95 : isOwn ? 0.9 : 0.8, fill }];
}
