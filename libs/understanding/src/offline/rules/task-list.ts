import type { Candidate } from '../found.ts';
import { ASK, CALENDAR, EVENT_KIND, LIST, pattern, SHOW, TASKS } from '../lexicon.ts';
import { listNameOf } from '../lists.ts';
import type { Sentence } from '../sentence.ts';

const ASKS = pattern(`^(?:${ASK}|${SHOW}|i (?:want|need) to (?:know|see|hear|check))(?![\\w'])`);
const MY_LIST = pattern(`\\b${TASKS}\\b`);
const LIST_ONLY =
  /^(?:(?:show|list|my|the|all|open|pending|current) ){0,4}(?:(?:to[ -]?do|task|shopping|grocery) )?(?:lists?|tasks|to-?dos?|chores)$/i;
const LEFT_TO_DO =
  /^what(?:'ve|'s|'s left| is left)?(?: (?:else|all|things|stuff|jobs|work|homework|chores|errands))?(?: still)? ?(?:have (?:i|we) (?:forgotten|yet)|do (?:i|we) (?:still |also )?(?:need|have|got)|should i|must i|left|have i(?: still)? got|needs|chores do i have|am i supposed)(?: to)? (?:do|get done|buy|get(?: (?:at|from) .*)?|pick up|be done|finish|complete)(?: (?:at|from|in) the (?:grocery )?(?:stores?|shops?|supermarket|market))?$/i;
const STILL_OPEN = [
  "(?:what|which tasks)(?:'s| is| are)? due\\b(?!.* (?:card|bill|account|loan|mortgage)s?\\b).{0,20}",
  '(?:tell me |show me |i want to know )?what(?: else| all)? (?:i|we) (?:still )?(?:have|need|got)(?: left)? to (?:do|buy|get|get done)',
  "(?:what|which)(?:'?s| is| are)? (?:still )?(?:open|pending|outstanding|unfinished)",
  "what(?:'s)? needs to be (?:done|bought)",
  "(?:what|which)(?:'s| is| are| of my)?\\b.* (?:due|overdue|left to do)",
  '(?:is there |do i have |have i got )?(?:anything|something)(?: left| else| still)?(?: to do| to buy| to get done)',
  "(?:is there )?(?:anything|something)(?: else)? (?:i|we)(?: still)?(?: need| have|'ve got) to (?:do|buy|get|finish|get done)",
  "what(?:'s| is)(?: (?:still|left|there))* to do(?: still)?",
  'how (?:many|much)(?: (?:things|items|tasks))? (?:do i have|is|are)(?: still)?(?: left)? to (?:do|buy)',
  'what(?: all)? do (?:i|we) need(?: to (?:get|buy|pick up))? (?:from|at) (?:the )?(?:grocery )?(?:store|shop|supermarket|market)',
  '(?:do|did) (?:i|we) (?:still )?(?:need|have|want) (?:anything|something)(?: else)? (?:from|at) (?:the )?(?:\\w+ )?(?:store|shop|supermarket|market)',
  "what(?:'s| is)(?: still)? left(?: on it| over)?",
  '(?:what (?:else|more) (?:do|did|should|must) (?:i|we)(?: still| also)? (?:need|get|buy)|what do (?:i|we) still need)(?: to (?:get|buy))?',
  "(?:what(?:'s| is)?|(?:is there )?(?:anything|something))(?: (?:else|more))(?: is| are|'s)?(?: still)? on (?:there|it|that list)(?: (?:now|still))?",
].map((form) => pattern('^', form, '$'));
/** "what's left to pack", "what do I still need to buy": a list is called after what is done with what is on it. */
const LEFT_TO =
  /^(?:so |and )*(?:what(?:'s| is| do (?:i|we)| have (?:i|we)(?: got)?|'ve (?:i|we) got)?|is there anything|do (?:i|we) (?:still )?have anything|how (?:much|many things)(?: do (?:i|we) have| is| are)?)(?: (?:still|left|else|yet|need|have|got|to be|remains|there|all|i|we))* (?:to (?:be )?)?(?<verb>pack(?:ed)?|buy|bought)(?: (?:still|now|yet|for .{2,30}))*$/i;
const LIST_TO: [RegExp, string][] = [
  [/^pack/i, 'packing'],
  [/^b/i, 'shopping'],
];
/** The list of what is packed, bought; none of what is done. */
export const listTo = (verb: string): string | undefined => LIST_TO.find(([form]) => form.test(verb))?.[1];

/** Which lists there are. */
const LISTS =
  /^(?:(?:what|which|how many)(?: (?:all|other|kinds of))? (?:\w+ )?lists (?:do (?:i|we) have(?: got)?|have (?:i|we) (?:got|made)?|are there|exist)|(?:show|list|tell|read|give|name|see)(?: me)?(?: all)?(?: of)?(?: my)?(?: named)? lists|(?:all )?my lists|what(?: are|'re) (?:all )?(?:of )?my lists)$/i;
const OTHER = pattern(
  `\\b(?:${CALENDAR}|reminders?|${EVENT_KIND}|songs?|movies?|play ?lists?|alarms?|books?|restaurants|contacts?|emails?|top \\d+|stock|price)\\b`,
);
/** About lists as such, not about the person's. */
const IN_GENERAL =
  /\b(?:best|good|top|free) (?:[\w-]+ ){0,3}(?:lists?|tasks?) ?(?:app|maker|program)?\b|^(?:tell me )?how (?:do|can|could|would|should|to)\b(?! i (?:still )?have)|\ba (?:\w+ )?(?:to[ -]?do|shopping|grocery|task) list\b|\blists? of (?:my |the |all )*(?:meetings|events|appointments)\b/i;
/** "do I need to buy milk": whether it is on a list of ours, as far as we know. */
const NEEDED = pattern(
  '^(?:do|did) (?:i|we) (?:still |also )?(?:need|have) to (?:buy|get(?! an? )|pick up|grab|clean|wash|mow|water|feed|vacuum|finish|do the)\\b.{3,40}$',
);
/** "did I add eggs" */
const ADDED =
  /^(?:did|have) (?:i|we|you) (?:already |ever )?(?:add(?:ed)?|put(?: down)?|writ(?:e|ten) down) [\w' -]{2,40}$/i;
/** "did I already put milk on the list", "is there milk on my shopping list": one thing is asked about. */
const ASKED_FOR = pattern(
  `^(?:(?:did|have) (?:i|we|you) (?:already |ever )?(?:add(?:ed)?|put(?: down)?|got|have)|do (?:i|we) (?:already |still )?have|(?:is|are)(?: there)?) (?!anything|something|everything|nothing|what)(?:any |some |the )?(?<what>[\\w' -]{2,40}?)(?: already| still)? (?:on|to|in) (?:${LIST})(?: already| yet)?$`,
);
/** The list is the last thing named, or all that follows asks about an item: "is milk on my shopping list". */
const LIST_AT = pattern(
  `(?:on|in|from|to|through|over|me|read|at|of|is|are|does|do|check|up|out|the|show|open|with|any|see|view|display|get|hear|review|list) (?<list>${LIST})`,
);

/** "what's on my list", "show my tasks", "is milk on my shopping list" */
export function listTasks(sentence: Sentence): Candidate[] {
  const { command } = sentence;
  const undated = sentence.dates(command).rest.replace(/ now$/i, '');
  const sure = [LIST_ONLY, LEFT_TO_DO, ...STILL_OPEN].some(
    (form) => form.test(undated) || form.test(command),
  );
  if (IN_GENERAL.test(command)) return [];
  const verb = LEFT_TO.exec(command)?.groups?.verb;
  if (verb !== undefined)
    return [{ intent: 'list_tasks', confidence: 0.95, fill: () => ({ list: listTo(verb) }) }];
  if (LISTS.test(command) && !OTHER.test(command))
    return [{ intent: 'list_tasks', confidence: 0.95, fill: () => ({ all: true }) }];
  const aboutList = ASKS.test(command) && MY_LIST.test(command);
  if (!sure && !aboutList) {
    return (NEEDED.test(command) || ADDED.test(command)) && !OTHER.test(command)
      ? [{ intent: 'list_tasks', confidence: 0.65, fill: () => ({}) }]
      : [];
  }
  // An item may be anything: "is the meeting agenda on my to-do list".
  const onList = LIST_AT.exec(command);
  if (!sure && OTHER.test(onList?.groups?.list ?? command) && !/to-?do|shopping|grocery|task/i.test(command))
    return [];
  return [
    {
      intent: 'list_tasks',
      confidence: sure ? 0.95 : 0.9,
      fill: () => {
        const { when } = sentence.dates(command);
        const list = onList?.groups?.list ? listNameOf(onList.groups.list) : undefined;
        const title = ASKED_FOR.exec(command)?.groups?.what;
        return { ...(when && { when }), ...(list && { list }), ...(title && { title }) };
      },
    },
  ];
}
