import type { When } from '../../meaning.ts';
import type { Candidate } from '../found.ts';
import {
  ASK,
  CALENDAR,
  EVENT_KIND,
  GENERIC_EVENT,
  LOOSE_EVENT,
  pattern,
  PERSON,
  SHOW,
  TIME_AS_EVENT,
} from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';
import { withoutPossessives } from '../slots.ts';
import { nameOf } from '../title.ts';
import { OWN_THING } from './notes.ts';

const ASKS = pattern(
  `^(?:(?:${ASK}|${SHOW}|is there|are there|got|(?:at|on|in) (?:what|which)|(?:the )?(?:events|meetings|appointments))(?![\\w-])|i (?:want|need) to (?:know|see|hear))`,
);
const MY_CALENDAR = pattern(
  `(?:\\b(?:(?:my|our)(?: [\\w']+){0,2}|(?:on|in|from|of|check|read|open|show|at|show me|see|view) the|\\w+'s|this|full|any|from)|^(?:show|check|open|read|view|list)) (?:${CALENDAR})\\b`,
);
const CALENDAR_ONLY = pattern(
  `^(?:(?:show|my|the|open|all|any|today'?s|tomorrow'?s|\\w+day'?s|upcoming|remaining|future|next|scheduled|planned|daily|weekly) )*(?:${CALENDAR}|events|meetings|appointments|plans)$|^(?:my |the )?(?:next|first|last) (?:meeting|appointment|event)$`,
);
const EVENTS = pattern(`\\b(?:${GENERIC_EVENT})\\b`);
const MINE =
  /\b(?:i|i'm|i've|me|my|we|our|calend[ae]r|upcoming|scheduled|planned|booked|coming up|left|anything|all (?:of )?the|next|today'?s|tomorrow'?s|today|tonight|tomorrow|this (?:week|month|afternoon|morning)|[a-z]+days?)\b/i;

const AHEAD =
  '(?: (?:on|going(?: on)?|planned|scheduled|coming up|happening|booked|lined up|left|else|set(?: up)?|for|to do|in store|up|next|first|anyone|me|us|doing))*';
/** Times that the date reader may not know. */
const TIME_WORDS =
  '(?:now|rest of|morning|afternoon|evening|night|day|week|weekend|month|year|lunch|dinner|breakfast|work|school|noon|midnight|\\d+|[a-z]+day|[a-z]+(?:teen|ty|th|nd|rd|st)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|christmas|new year|easter|thanksgiving|halloween|calend[ae]r|me|us)';
const THEN = `${AHEAD}(?: (?:(?:on|for|at|in|during|after|before|between|until|till|this|later|the|around) )+${TIME_WORDS}\\b.*| with .{1,40})?`;
const SOMETHING =
  '(?:anything|any thing|something|(?:very |so )?much|a lot|lots|nothing|plans|any plans|stuff|things?|a busy day|(?:any |some |much )?(?:free|spare|open) (?:time|slots?|hours?)|any (?:time|openings?|availability|gaps?|conflicts?))';

/** "what do I have on friday", "anything on today", "am I free at 5", "what's next" */
const HAVE = [
  `(?:what|whats|what's|which|do|have|did|is|are|if)\\b.* (?:(?:i|we)(?:'ve)? (?:have|got|doing|supposed to be|up to)(?! to\\b| (?:left )?to (?:do|buy|get)\\b)|have i got(?! to)|am i (?:doing|up to|supposed to be|meeting))(?: ${SOMETHING})?${THEN}`,
  `(?:what've|what have|have) (?:i|we) (?:got|have|planned|scheduled)(?! to\\b)(?: ${SOMETHING})?${THEN}`,
  `(?:do|have|did) (?:i|we) (?:have |got |make |schedule |plan )?${SOMETHING}${THEN}`,
  `(?:${SHOW})(?: me)? (?:if|whether) (?:i'm|i am|we're|we are) (?:free|busy|available|booked|open)${THEN}`,
  `(?:${SHOW})(?: me)? (?:if|whether) (?:i|we) have ${SOMETHING}${THEN}`,
  `(?:what|how) do(?:es)? my look(?: like)?${THEN}`,
  `how (?:busy|free|full|packed|booked(?: up)?|tight|open|hectic) (?:am i|are we|(?:is|does) my(?: [\\w']+)?(?: look)?)${THEN}`,
  `(?:is|are) (?:my |the )?(?:(?:day|mornings?|afternoons?|evenings?|nights?|week|weekend|schedule|time|slot) )?(?:still )?(?:free|open|clear|available|busy|booked|taken|full)${THEN}`,
  `(?:which|what) (?:meetings|appointments)(?: of mine)? (?:are|do|did|will|have)\\b.*`,
  '(?:is )?(?:my calendar )?(?:free|open|available|clear) for (?:me|us)',
  `(?:${SHOW})(?: me)?(?: (?:of|about|what))? (?:my|our|the) plans(?: are)?${THEN}`,
  `what (?:do|have) (?:i|we) (?:have |got )?(?:to look forward to|in store)${THEN}`,
  `do (?:i|we) (?:have|need) to (?:be|go) (?:anywhere|somewhere)${THEN}`,
  `where (?:do|am|are) (?:i|we) (?:have|need|supposed) to be${THEN}`,
  `(?:does|is|do) (?:anything|something|any events?) (?:start|begin|happen|end|tak)(?:s|ning|ning|ing|e|es)?\\b.*`,
  `(?:is there |do i have )?(?:anything|something|anywhere|somewhere) (?:i|we) (?:need|have) to (?:be|go|attend)(?: (?:at|to))?${THEN}`,
  `am i (?:doing|seeing|meeting) (?:anything|something|anyone|anybody|someone|somebody)${THEN}`,
  `(?:is there |are there |got )?(?:anything|any thing|what'?s|what is|what all is|whats) ${AHEAD.slice(4, -2)}${THEN}`,
  '(?:will i be|am i|are we|would i be)(?: already)? (?:free|busy|available|booked(?: up)?|occupied|double booked|open)(?: (?:for|to|at|on) ?.*)?',
  `(?:what|how)(?:'s| is| are| do| does|'re)? (?:my|our|the) (?:day|plans?|next thing|first thing|events?|commitments?|availability|afternoon|morning|evening)(?: look(?:ing)?(?: like)?)?${THEN}`,
  `(?:what )?(?:events|meetings|appointments|plans) (?:happening|scheduled|coming up|on|that i have|between)${THEN}`,
  "(?:what|when|where|who)(?:'s| is| are) (?:next|first|last)(?: (?:up|on|for me))*",
].map((form) => pattern('^', form, '$'));
/** All that is left of "anything on today" without its date. */
const ANYTHING = pattern(
  `^what did (?:i|we) (?:do|have)$|^(?:is there |have i got |do i have |got )?${SOMETHING}(?: else)?$`,
);

const ASKS_ABOUT =
  "(?:(?:at |on )?(?:when|where|what time|what day|what date|which day)|how long|who|is|are|does|do|did|will|was)(?:'?s| is| are| does| do| will| am i|'re|'ll)?";
/** "when is my dentist appointment", "who am I meeting with", "did I put the concert in" */
const ABOUT_ONE = [
  `(?:tell me |do you know )?${ASKS_ABOUT}\\b.* (?:my|our|[\\w]+'s)(?: (?!favorite)[\\w'-]+){0,4}? (?:${LOOSE_EVENT})\\b.*`,
  `(?:tell me |do you know )?${ASKS_ABOUT}\\b.*\\b(?:the|a|an)(?: [\\w'-]+){0,3}? (?:${EVENT_KIND})\\b.*`,
  `(?:at )?(?:when|where|what time)(?:'?s| is| are) (?:[\\w-]+ )?(?:${EVENT_KIND})(?: (?:with|at|on) .*)?`,
  'when (?:do|am|will|are|is) (?:i|we) (?:meet|meeting|see|seeing|going to meet|supposed to meet|having|have)\\b.*',
  '(?:who|what|where|what time|when) (?:am|are|do|will) (?:i|we) (?:be )?(?:meet(?:ing)?|seeing|having|have (?:lunch|dinner|coffee)|(?:have|need|supposed) to be (?:at|in|there|somewhere))\\b.*',
  'do (?:i|we) (?:have to )?(?:meet|see)\\b.* (?:today|tomorrow|this|next|on)\\b.*',
  "(?:when|what)(?:'s| is) the (?:next|first|last) time (?:i|we)\\b.*",
  `when(?:'?s| is| are| does| do| will) (?:my|our|the) (?:[\\w'-]+ ){0,2}?(?:${PERSON})(?: (?:next|be))? (?:coming(?: (?:over|round|by|home|back))?|arriv(?:e|ing)|land(?:ing)?|due|visit(?:ing)?|com(?:e|ing)|get(?:ting)? (?:in|here)|leav(?:e|ing)|here)`,
  'does (?:anything|something)\\b.* (?:conflict|clash|overlap)\\b.*',
].map((form) => pattern('^', form, '$'));

/** Events, schedules and games of the world, not of the person. */
const OF_THE_WORLD =
  /\b(?:near(?:by| me)?|in town|in (?:the |this |my )?(?:city|area|neighbou?rhood|town|world|news|country)|around (?:here|town|me|the world)|local|concert in|cinema|theaters?|tv|television|movies?|bus|train|flights?|games?|match|(?<!in )store|restaurant|traffic|surf|weather|famous|history|historical|(?<!with )bill|payday|holiday|paycheck|vacation (?:days?|request|time|balance)|time off|pto|credit|song|music)\b|\bevents? (?:in|at) (?!(?:the )?(?:morning|afternoon|evening|next|my|our|calend|january|february|march|april|may|june|july|august|september|october|november|december|\d))/i;
const OTHER_OBJECT =
  /(?<!^)\b(?:reminders?|remind|lists?|tasks?|to-?dos?|timers?|alarms?|emails?|e-mails?|messages?|notes?|weather|settings|preferences|wear|bring to)\b/i;

/** "what's on my calendar tomorrow", "when is my next meeting", "am I free on thursday" */
export function listEvents({ command: said, isQuestion, dates }: Sentence): Candidate[] {
  const command = asFreeOnDay(said, dates);
  // Alone it is an order that goes on.
  if (/^schedule$/i.test(command) && !isQuestion) return [];
  const confidence = confidenceOf(command, dates);
  if (!confidence) return [];
  return [
    {
      intent: 'list_events',
      confidence,
      fill: () => {
        const { when, rest } = dates(withoutPossessives(command));
        const title =
          ownName(IS_ON.exec(rest)?.groups?.what) ??
          namedEvent(rest) ??
          ownName(PLACE_OF.exec(rest)?.groups?.what) ??
          ownName(SEARCH.exec(rest)?.groups?.what) ??
          ownName(WHEN_IS.exec(rest)?.groups?.what) ??
          ownName(OWNED.exec(rest)?.groups?.what) ??
          ownName(WITH_WHOM.exec(rest)?.groups?.who);
        return {
          ...(title && { title }),
          ...(when && { when }),
          ...(!when && NEXT_ONE.test(command) && { part: 'one' }),
          ...((ASKS_FREE.test(command) || HAS_TIME.test(rest)) && { asksFree: true }),
        };
      },
    },
  ];
}

/** "what's on my calendar about the kitchen" */
const SEARCH = pattern(`\\b(?:${CALENDAR}) (?:about|for|called|named|with) (?<what>.+)$`);
/** "when is yoga" */
const WHEN_IS = pattern(
  `^(?:at )?(?:when|where|what time)(?:'?s| is| are) (?:next )?(?<what>(?:[\\w-]+ )?(?:${EVENT_KIND})(?: (?:with|at) .+)?)$`,
);
/** "when is Jo's birthday", "what day is the twins' party on" */
const OWNED = pattern(
  `^(?:tell me |do you know )?(?:at |on )?(?:when|where|what time|what day|what date|which day|is|are)(?:'?s| is| are)? (?<what>(?:(?:my|our|the) )?[\\w-]+(?:'s|s') (?:[\\w'-]+ ){0,3}?(?:${LOOSE_EVENT}))(?: (?:again|on|at|next|this year))*$`,
);
/** "when do I see Dr. Klein", "what time am I meeting Tom and Anna" */
const WITH_WHOM =
  /^(?:when|where|what time)(?:'?s| do| am| are| will| is) (?:i|we) (?:(?:be|going to|supposed to) )?(?:meet(?:ing)?(?: with)?|see(?:ing)?) (?<who>(?!you\b|each\b|them\b|him\b|her\b|it\b).+?)(?: (?:again|next))?$/i;
/** "when's my next meeting", "what's next" */
const NEXT_ONE = /\bnext\b(?! (?:few|two|three|\d))(?!.*s\b(?: .*)?$)/i;
const ASKS_FREE = /\b(?:am|are|is|will|i'm|be) (?:.*\b)?(?:free|available|open|clear)\b/i;

/** All that is left of "do I have time on the 19th" without its date. */
const HAS_TIME =
  /^(?:do|have|will) (?:i|we)(?: still)? (?:have|got)(?: got)? (?:any |some |enough )?time(?: (?:on|at|in|for))?$/i;
const DAY_FREE =
  /^(?:is|are) (?<day>the [\w -]{2,40}?) (?:still )?(?<state>free|open|clear|available)(?: (?:for (?:me|us)|still|then))*$/i;

/** "is [the 19th] free": a number that is a day only because it is free. */
function asFreeOnDay(command: string, dates: Sentence['dates']): string {
  const { day, state } = DAY_FREE.exec(command)?.groups ?? {};
  const { when, rest } = dates(`on ${day ?? ''}`);
  return day && when && rest === '' ? `am I ${state} on ${day}` : command;
}

const NEEDS = /^do (?:i|we) need (?:an?|any|to (?:get|have|bring|buy|pack|take|apply|pay|wear))\b/i;
/** "have a meeting with legal on monday": an order, not a question. */
const ORDERS = /^have (?:an?|another|lunch|dinner|brunch|breakfast|coffee|drinks)\b/i;
/** What is left of "is tomorrow free" without its date. */
const IS_FREE = /^(?:(?:is|are) )?(?:still )?(?:free|open|clear|available|busy|booked(?: up)?|full)$/i;
/** All that is left of "show me next week" without its date. */
const SHOW_ONLY =
  /^(?:show|pull up|bring up|view|display|read)(?: me)?(?: out)?(?: everything)?(?: (?:for|on|in))?$/i;
const DUTY =
  /^(?:do (?:i|we) (?:(?:have|need) to (?:work|go|attend|be)|have (?:enough )?time (?:for|to))|have (?:i|we) got (?:enough )?time (?:for|to))\b/i;
const HOW_TO =
  /^(?:tell me )?(?:how|where|what is the best way) (?:do|can|could|would|should|to)\b(?! i (?:have|need to be))/i;

/** "what should I have for dinner" */
const ASKS_ADVICE =
  /\bshould (?:i|we) (?:have|eat|drink|cook|make|wear|get|buy|watch|read|play|order|try)\b/i;

function confidenceOf(command: string, dates: Sentence['dates']): number | undefined {
  if (HOW_TO.test(command) || ASKS_ADVICE.test(command) || ORDERS.test(command) || NEEDS.test(command))
    return undefined;
  const { rest, when } = dates(command);
  if (when && IS_FREE.test(rest) && /^(?:is|are)\b/i.test(command)) return 0.85;
  if (when && HAS_TIME.test(rest)) return 0.85;
  if (when && DUTY.test(command)) return 0.8;
  if (when && SHOW_ONLY.test(rest)) return 0.8;
  const ofTheWorld = OF_THE_WORLD.test(command);
  const asked = rest.replace(/^(?:tell|show|remind) me (?=(?:what|which|when|how|if|whether)\b)/i, '');
  const has =
    HAVE.some((form) => form.test(rest) || form.test(command) || form.test(asked)) ||
    (when !== undefined && ANYTHING.test(rest));
  if (CALENDAR_ONLY.test(rest)) return ofTheWorld ? undefined : 0.9;
  if (!ASKS.test(command)) return has && !ofTheWorld ? 0.85 : undefined;

  if (MY_CALENDAR.test(command) && !(ofTheWorld && !/\bmy\b/i.test(command)) && !LIST_OF.test(command))
    return 0.95;
  if (OTHER_OBJECT.test(command)) return undefined;
  if (EVENTS.test(command) && MINE.test(command) && !ofTheWorld) return 0.9;
  if (has && !ofTheWorld) return 0.9;
  if (TIME_OBJECT.test(command)) return 0.85;
  if (when && IS_ON.test(rest) && !ofTheWorld) return 0.8;
  const place = PLACE_OF.exec(rest)?.groups?.what;
  const isEvent = place && (KIND.test(place) || (isOfDay(when) && !THING.test(place)));
  if (isEvent && !ofTheWorld) return KIND.test(place) ? 0.8 : 0.7;
  return ABOUT_ONE.some((form) => form.test(command)) && !ofTheWorld ? 0.8 : undefined;
}

/** All that is left of "is yoga on monday or tuesday" without its dates. */
const IS_ON = pattern(
  `^(?:is|are) (?<what>(?:(?:my|the|our) )?(?:[\\w'-]+ ){0,2}(?:${EVENT_KIND}))(?: on)?$`,
);
/** "where is the christening [on sunday]": what is at a place on a day takes place there. */
const PLACE_OF =
  /^(?:tell me )?(?:where(?:'s| is| are| does| do| will)?|(?:what(?:'s| is) )?(?:the|what|which) (?:address|location|place|venue|room|building)(?: (?:is|are|of|for))*) (?<what>(?:the|my|our) [\w' -]{3,40}?)(?: (?:take place|takes place|happening|(?:being )?held|be|going to be|on|in))*$/i;
const KIND = pattern(`\\b(?:${LOOSE_EVENT})\\b`);
const THING = pattern(`^(?:the|my|our) (?:[\\w'-]+ )?${OWN_THING}$`);
const isOfDay = (when?: When): boolean => when !== undefined && !/^(?:week|month|year)$/.test(when.grain);

/** "who is my 2 o'clock with" */
const TIME_OBJECT = pattern(`(?<= )${TIME_AS_EVENT}`);
const LIST_OF = /\blists?\b(?! of)|\bchores\b/i;

const NAMED = pattern(
  `\\b(?:(?:my|our|the|a|an) |(?=(?!(?:when|what|where|who|how|it|that|there)'s )[\\w-]+'s? ))((?:(?!of )[\\w'-]+ ){0,3}?(?:${EVENT_KIND})(?: (?:with|about|at) [\\w' ]+)?)`,
);

/** "dentist appointment" in "when is my dentist appointment"; none when any would do. */
function namedEvent(text: string): string | undefined {
  return ownName(NAMED.exec(text)?.[1]);
}

/** The name without articles; none of what any event is called. */
function ownName(words = ''): string | undefined {
  const name = nameOf(words);
  return name &&
    !/^(?:first|next|last|any|upcoming)?\s*(?:meetings?|events?|appointments?)$|calend/i.test(name)
    ? name
    : undefined;
}
