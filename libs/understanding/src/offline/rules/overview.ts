import type { Candidate } from '../found.ts';
import { pattern } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';

const SPAN =
  "(?:my|the|today|tomorrow|this|[a-z]+day|next|day|morning|afternoon|evening|week|weekend|month|day's|it|things)(?:'s)?";
const OVERVIEW = [
  `(?:how|what)(?:'?s| is| does| do| are|re| will)? (?:${SPAN} ){0,4}(?:day|today|tomorrow|week|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:look(?:ing|s)?(?: like)?|like|shaping up)(?: (?:today|tomorrow|for me))?`,
  "how(?:'?s| is) my (?:day|week|weekend|month|morning|afternoon|evening)(?: so far)?",
  'what does (?:today|tomorrow|(?:my|the) (?:day|week|weekend|rest of .*)) (?:look like|hold|bring)(?: for me)?',
  '(?:give|read|tell|send|show)(?: me)?(?: (?:a|an|the|my))? ?(?:quick |daily |short |full |morning |brief )*(?:overview|rundown|run-down|summary|briefing|recap|digest|outlook|run-through|agenda)(?: (?:of|for|on) .*)?',
  '(?:brief|update) me(?: (?:on|about|for) (?:my|the|today|tonight|tomorrow|this|next|[a-z]+day).*)?',
  "(?:my |the |today'?s )?(?:daily |morning |weekly |evening )?(?:briefing|rundown|overview)",
  '(?:sum up|summari[sz]e|run me through|walk me through|talk me through|go through|run through|take me through) (?:(?:my|the) (?:day|week|morning|afternoon|weekend)(?: .*)?|today|tomorrow|(?:this|next) week(?:end)?|(?:on )?[a-z]+day)',
  'what (?:was|am|were|are) (?:i|we) (?:going|supposed|meant|planning|meaning) to (?:do|be doing|get done)(?: (?!with\\b|about\\b|for dinner\\b).*)?',
].map((form) => pattern('^', form, '$'));
/** What is left of these without their date. */
const ON_MY_PLATE = [
  "(?:what|how much)(?:'?s| is| all is| (?:all )?do (?:i|we) have| (?:all )?have (?:i|we)(?: got)?|'ve (?:i|we) got)(?: all)? on (?:my|our) plate",
  'what(?: all)? (?:do|have) (?:i|we) (?:got|have)(?: got)?(?: all)? going(?: on)?',
].map((form) => pattern('^', form, '(?: (?:on|for|in|at))?$'));
/** "anything I should know about tomorrow"; without a date it asks what was missed. */
const TO_KNOW =
  /^(?:(?:is|was) there )?(?:anything|something|what)(?: (?:else|important|special))? (?:(?:should|do) )?(?:i|we) (?:should|need to|ought to|must|have to|better) (?:know|be aware of|remember|think of|watch out for)(?: (?:about|for|on|of))?$/i;
const MISSED = [
  "(?:what|anything|did|have)\\b.* (?:i|we)(?:'ve)? (?:have )?(?:miss|missed|overlook(?:ed)?)(?: (?:anything|something|any (?:reminders|meetings|messages|tasks)|out on))?(?: (?:today|yesterday|so far|lately|this \\w+|since .*|while .*|when .*|in the .*))?",
  "what(?:'ve| have) i missed(?: .*)?",
  '(?:catch|fill) me (?:up|in)(?: (?:on .*))?',
  'anything (?:i missed|missed)',
  '(?:is there )?anything (?:new )?i (?:should|need to) know(?: about)?(?: since .{3,30}| from .{3,30})?',
  "(?:what|did anything|has anything|anything)(?:'s| has|'ve)? (?:happen(?:ed)?|come (?:up|in)|come through|came (?:up|in))(?: (?:while|when) i was (?:away|out|gone|asleep|sleeping|offline|busy|in (?:a|the) meeting)| since .{3,30})",
  '(?:show |list |any |what are )?(?:me )?(?:my )?missed (?:reminders|meetings|tasks|events)',
].map((form) => pattern('^', form, '$'));

/** "what does my day look like" asks for the calendar. */
const CALENDAR_LOOK = pattern(
  '^(?:how|what) (?:does|do|is|will) my (?:day|week|weekend|today|tomorrow)(?: [\\w ]+)? look(?:ing|s)?(?: like)?(?: (?:today|tomorrow|for me))?$',
);

/** "what's on tomorrow": nothing is left beside the date. */
const WHATS_ON =
  /^(?:so )?what(?:'?s| is| am i)? ?(?:on|up|planned|happening|going on|coming up|scheduled|doing)?(?: (?:on|for|me))*$/i;

const SINCE = /^(?!.*\b(?:i|we)\b).* since (?<since>.+)$/i;
/** "what happened since the war": since a time, or since one's own doing, something may have come in here. */
function isOfTheWorld({ command, dates }: Pick<Sentence, 'command' | 'dates'>): boolean {
  const since = SINCE.exec(command)?.groups?.since;
  return (
    since !== undefined &&
    !dates(since).when &&
    !/^(?:my|our|then|last|breakfast|lunch|dinner|work)\b/i.test(since)
  );
}

/** "what's my week like": the one that it is. */
const OWN_SPAN = /\b(?:my|the) (week|weekend|month)\b/i;

/** "how's today look", "brief me", "what did I miss" */
export function overview({ command, dates }: Sentence): Candidate[] {
  const withDate = (): { when?: NonNullable<ReturnType<Sentence['dates']>['when']> } => {
    const { when = dates(`this ${OWN_SPAN.exec(command)?.[1] ?? ''}`).when } = dates(command);
    return when ? { when } : {};
  };
  if (MISSED.some((form) => form.test(command)) && !isOfTheWorld({ command, dates }))
    return [{ intent: 'missed', confidence: 0.95, fill: withDate }];
  const { when, rest } = dates(command);
  if (when && WHATS_ON.test(rest)) return [{ intent: 'list_events', confidence: 0.9, fill: withDate }];
  if (CALENDAR_LOOK.test(command)) return [{ intent: 'list_events', confidence: 0.9, fill: withDate }];
  const isOverview =
    OVERVIEW.some((form) => form.test(command)) ||
    ON_MY_PLATE.some((form) => form.test(rest)) ||
    (when !== undefined && TO_KNOW.test(rest));
  if (isOverview) return [{ intent: 'agenda', confidence: 0.9, fill: withDate }];
  return [];
}
