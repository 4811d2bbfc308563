import type { HelpTopic } from '../../meaning.ts';
import type { Candidate } from '../found.ts';
import { ADD, CHANGE, CREATE, firstGroups, pattern, REMOVE } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';

const OUR_THING =
  '(?:(?:shopping |to-?do |voice )?(?:lists?|notes?)|tasks?|to-?dos?|reminders?|events?|appointments?|meetings?|timers?|calend[ae]r|time ?zone)';
/** How one of our own things is done here; with another one's name it is asked about that. */
const HOW_TO = pattern(
  `^(?:(?:tell|show) me )?how (?:do|can|would|should|could) (?:i|you|we) (?:${ADD}|${CREATE}|${CHANGE}|${REMOVE}|tick off|check off|complete|snooze|see|use|get)(?: (?:an?|some|something|things|stuff|items?|my|new|the|another|up))* ?(?:${OUR_THING}|(?:to|on|from|off|in|into) (?:${OUR_THING}|my (?:[\\w-]+ )?list|(?:my|the) calend[ae]r))(?: (?:to|on|from|off|in|into) (?:my|the|a) (?:[\\w-]+ )?(?:list|calend[ae]r))?(?: (?:here|with you|with this))?$`,
);
const ABOUT = [
  `^(?:please )?(?:i need |some )?help(?: me)?(?: out)?(?: (?:with|on|about|for|using))? (?:the |my |your )?(?<thing>${OUR_THING}|undo(?:ing)?)$`,
  `^(?:the |my )?(?<thing>${OUR_THING}|undo) help$`,
  `^(?:tell me |explain )?how (?:does|do) (?:the |my |your )?(?<thing>${OUR_THING}|undo) work(?: here)?$`,
  `^what (?:else )?can (?:you|i) do (?:with|about) (?:the |my )?(?<thing>${OUR_THING})$`,
  '^how (?:do|can|would|should|could) (?:i|you|we) (?<thing>undo|take back|reverse) (?:something|things|that|it|a change|what you did)$',
].map((form) => pattern(form));

/** In this order: "how do I put a reminder into my calendar" is about the reminder. */
const TOPICS: [HelpTopic, RegExp][] = [
  ['undo', /\b(?:undo\w*|take back|reverse)\b/i],
  ['reminders', /\breminders?\b/i],
  ['timers', /\btimers?\b/i],
  ['notes', /\bnotes?\b/i],
  ['settings', /\btime ?zone\b/i],
  ['tasks', /\b(?:tasks?|to-?dos?|lists?)\b/i],
  ['calendar', /\b(?:calend[ae]r|events?|appointments?|meetings?)\b/i],
];

const HUMAN =
  '(?:(?:an? |the |some )?(?:real |actual |live |human )*(?:person|human(?: being)?|people|agent|operator|representative|somebody|someone|staff|support(?: team| agent| person)?|customer (?:service|support|care)|help ?desk)(?: (?:real|human))?)';
const PERSON = [
  `^(?:i (?:want|need|would like|wish)|i'd like|can i|could i|may i|is it possible|how (?:do|can) i|let me)?(?: to)? ?(?:please )?(?:talk|speak|chat|write|get through|be connected|get connected)(?: directly)? (?:to|with) ${HUMAN}(?: (?:about .*|here|there|instead|in (?:charge|support)))?$`,
  `^(?:please )?(?:connect|put|transfer|forward|pass|switch) me (?:through )?(?:to|with|over to) ${HUMAN}$`,
  `^(?:please )?(?:get|give|find) me ${HUMAN}$`,
  `^(?:i (?:want|need)|i'd like) ${HUMAN}(?: to (?:talk|speak) (?:to|with))?$`,
  `^(?:is|are) there ${HUMAN}(?: (?:that |who )?i can (?:talk|speak|write) (?:to|with)| there| here)?$`,
  '^(?:contact|call|reach|where is|how (?:do|can) i (?:contact|reach)) (?:the |your )?(?:support|customer (?:service|support|care)|help ?desk)(?: team)?$',
  '^(?:customer (?:service|support|care)|(?:human|live) (?:agent|support)|operator|support)$',
].map((form) => pattern(form));

/** "help with reminders", "how do I delete a task?"; "talk to a person". */
export function help({ text, command }: Sentence): Candidate[] {
  if (PERSON.some((form) => form.test(command)))
    return [{ intent: 'help', confidence: 0.95, fill: () => ({ wantsPerson: true }) }];
  const thing = (firstGroups(ABOUT, command) ?? firstGroups(ABOUT, text))?.thing;
  const asked = thing ?? (/\bhow\b/i.test(command) && HOW_TO.test(command) ? command : undefined);
  if (asked === undefined) return [];
  const topic = TOPICS.find(([, form]) => form.test(asked))?.[0];
  return [{ intent: 'help', confidence: 0.95, fill: () => (topic ? { topic } : {}) }];
}
