import type { Candidate } from '../found.ts';
import { isTimed } from '../is-timed.ts';
import { CALENDAR, CHORE, EVENT_KIND, firstGroups, pattern } from '../lexicon.ts';
import { KEEP, OWN_DUTY } from '../note-words.ts';
import type { Sentence } from '../sentence.ts';
import { nameOf, titleOf } from '../title.ts';
import { askedFact, statedFact } from './own-facts.ts';

/** What people leave somewhere and look for again. */
const VEHICLE =
  '(?:car|truck|van|suv|pick-?up|vehicle|bike|bicycle|e-?bike|scooter|moped|motor(?:bike|cycle)|camper|trailer|boat)s?';
const BELONGING =
  '(?:keys?|wallet|purse|glasses|sunglasses|passport|umbrella|bag|backpack|suitcase|charger|headphones|earbuds|airpods|jacket|coat|gloves|hat|scarf|tools?|drill|ladder|notebook|folder|documents|papers|certificate|remote|camera|tablet|laptop|watch|ring|medicine|pills)';

/** Where things are put to be kept. */
const STORAGE =
  '(?:drawer|cupboard|wardrobe|loft|attic|garage|shed|safe|cabinet|box|shelf|closet|basement|cellar|desk|glove ?box|glove compartment|suitcase|bag|pot|mat|boot|trunk|sideboard|dresser|bookcase|file|folder)s?';
/** What one may look for. */
export const OWN_THING = `(?:${VEHICLE}|${BELONGING})`;

/** Facts to keep: they state something, where a reminder or a task asks for something to be done. */
const KEEPS = [
  `^${KEEP}(?: (?:for me|somewhere))?(?:,|:)? (?:that|this|the fact that)(?::|,)? (?<what>.+)$`,
  "^(?:remember|keep in mind|don'?t forget)(?: that)? (?<what>(?:i|my|the|our|we|[\\w']+'s) .*\\b(?:is|are|was|has|have|lives?|likes?|hates?|parked|put|left|prefers?|takes?|needs?)\\b.*)$",
  '^(?:make|take|add|write|save|create|leave|put|drop|jot|keep)(?: down)?(?: me)? a (?:quick )?note(?! (?:on|in|to) (?:my|the) )(?: (?:that|saying|to self|of|about|for))?(?::|,)? ?(?<what>.*)$',
  // The picture that it is about comes with it, or next.
  `^${KEEP} (?:this|that|it|(?:this|the) (?:picture|photo|image|pic))(?: (?:for me|for later))?(?<what>)$`,
  '^(?:save this|save that|note|memo|note to self|new note)(?::| that| -) ?(?<what>.+)$',
  '^note to self,? (?<what>.+)$',
  '^(?:save|keep|store|note down|write down) (?:this|the|that) (?<what>(?:(?:phone|house|room) )?(?:number|address|code|password|email|link|name)\\b.+)$',
].map((form) => pattern(form));

const WHERE =
  '(?:on|in|at|by|near|behind|under|above|beside|next to|outside|inside|opposite|across from|(?:level|floor|row|spot|section|bay) \\w)';
/** Where something was left, or a number of one's own, said as it is: nobody says so for another reason than to have it kept. */
const SAYS_FACT = [
  `^(?<what>(?:(?:my|our|the) )?(?:[\\w-]+ ){0,2}[\\w-]+'s (?:phone |mobile |cell |home |work )?(?:number|address|e-?mail|code|password|size|extension) is (?!(?:on|at|due|to|not|wrong)\\b).{1,60})$`,
  `^(?<what>(?:(?:i|we)(?:'ve|'m|'re| have| am| are)?(?: just)? )?parked(?: (?:the|my|our) (?:[\\w-]+ )?${VEHICLE})? (?:\\w+ )?${WHERE}\\b.*)$`,
  `^(?<what>(?:i|we)(?:'ve| have)?(?: just)? (?:left|put|hid|stored|locked) (?:the|my|our) (?:[\\w'-]+ )?${OWN_THING} (?:\\w+ )?${WHERE}\\b.*)$`,
  `^(?<what>(?:i|we)(?:'ve| have)?(?: just)? (?:left|put|hid|hidden|stored|stashed|kept|tucked) (?:the|my|our|some) (?:[\\w'-]+ ){1,4}(?:in|on|under|behind|inside|above|at the back of) (?:the|my|our|a) (?:[\\w'-]+ ){0,2}?${STORAGE})$`,
  `^(?<what>(?:my|our|the) (?:[\\w'-]+ )?${OWN_THING}(?:'s|'re| is| are) (?:now )?(?:parked |standing |locked )?(?!in$)${WHERE}\\b.*)$`,
].map((form) => pattern(form));

const IS_SOMEWHERE = pattern(`^(?:my|our|the) (?:[\\w'-]+ )?${OWN_THING}(?:'s|'re| is| are) (?:at|in)\\b`);

const ASKS_BACK = [
  '^(?:what|where|when|who|which|how)\\b.* (?:i|we) (?:told|tell|said|say|gave|give|asked|ask) (?:to )?you(?: to (?:remember|note))?\\b ?(?:about )?(?<what>.*)$',
  "^(?:what|where|when|who)(?:'s| is| did| was| do)?\\b.*\\b(?:did i (?:tell|say|note|write|save|mention)(?: (?:to )?you)?(?: down)?|i (?:told|wrote|noted|saved|said))\\b ?(?:about )?(?<what>.*)$",
  '^(?:where|(?:what|which) (?:level|floor|street|row|spot|garage))(?: the (?:hell|heck))? (?:did|have) (?:i|we) (?:last )?(?:park(?:ed)?|put|leave|left|place|store|hide|hidden|lock(?:ed)?|tie)\\b ?(?<what>.*)$',
  `^where(?:'s| is| are| was)(?: the (?:hell|heck))? (?<what>(?:my|the|our) (?:[\\w-]+ )?${VEHICLE})(?: (?:now|again|parked|at|right now|standing|left|located))*$`,
  `^where(?:'s| is| are) (?<what>(?:my|our|the) (?:[\\w'-]+ )?${BELONGING})(?: (?:now|again|at|right now))*$`,
  '^(?:do you (?:remember|recall|know) (?:where i|what i|when i|what my|where my)|do you (?:remember|recall) my|can you recall|recall|remind me what i (?:told|said)|what do you (?:remember|know) about) ?(?<what>.*)$',
  "^(?:show|read|list|find|open|give|see|what are|search|look at|what's in|check)(?: me)?(?: all)?(?: (?:of|through|in))? my (?:saved )?notes?\\b(?: (?:about|on|for))? ?(?<what>.*)$",
  "^what(?:'s| is| have i got| do i have)(?: all)? (?:in|on|among|saved in) my notes$",
  '^what (?:have i|did i|i) (?:note|noted|write|wrote|written|save|saved)(?: down)?$',
  '^my notes$',
  '^(?:what|which things)(?: all)? (?:do you (?:still )?(?:remember|have noted)|have you (?:remembered|noted|kept|saved|stored))(?: for me)?$',
  "^(?:tell me|show me|list) (?:everything|all|what)(?: that)? you(?: have|'ve)? (?:remember(?:ed)?|noted|kept|saved)$",
].map((form) => pattern(form));
const OTHER_OBJECT = pattern(
  `\\b(?:${CALENDAR}|reminders?|remind|lists?|tasks?|meetings?|appointments?|events?)\\b`,
);
/** With a date it belongs into the calendar: "note that I have a doctor's appointment on friday". */
const HAS_EVENT = pattern(`^(?:i|we)(?:'ve| have|'m having| am having)(?: got)? .*\\b(?:${EVENT_KIND})\\b`);
/** What is to be done is a task: "note down that I have to return the drill". */
const DUTY = pattern('^', OWN_DUTY, CHORE, ' ');
const BARE_CHORE = pattern('^(?:to )?', CHORE, ' ');
/** "…, can you save that?" */
const THEN_KEEP =
  /,? (?:so |and |please )?(?:can|could|will|would) you (?:please )?(?:remember|save|keep|note|store) (?:that|this|it)(?: down| for me)?$/i;
const ABOUT_DATA = /\b(?:about me|data)\b/i;

/** "remember that my locker code is 4312", "where did I park" */
export function notes(sentence: Sentence): Candidate[] {
  const { command, isQuestion, dates } = sentence;
  const kept = firstGroups(KEEPS, command)?.what;
  if (
    kept !== undefined &&
    !OTHER_OBJECT.test(command.slice(0, command.length - kept.length)) &&
    !/^to\b|\bcalend[ae]r$/i.test(kept) &&
    !DUTY.test(kept) &&
    !(/^note to self\b/i.test(command) && BARE_CHORE.test(kept)) &&
    !(HAS_EVENT.test(kept) && dates(kept).when)
  ) {
    return [{ intent: 'remember', confidence: 0.9, fill: () => withTitle(kept) }];
  }
  const stated = isQuestion ? undefined : (firstGroups(SAYS_FACT, command)?.what ?? statedFact(command));
  const left = stated?.replace(THEN_KEEP, '');
  // "my car is at the mechanic on friday at 9" is what will be.
  const { when, isOver } = left ? dates(left) : {};
  const isAppointment = IS_SOMEWHERE.test(command) && !isOver && isTimed(when);
  if (left !== undefined && !isAppointment && !OTHER_OBJECT.test(command))
    return [{ intent: 'remember', confidence: 0.8, isOwn: true, fill: () => withTitle(left) }];
  const fact = askedFact(command);
  if (fact && !OTHER_OBJECT.test(fact))
    return [{ intent: 'recall', confidence: 0.85, isOwn: true, fill: () => withTitle(nameOf(fact) ?? fact) }];
  const asked = ASKS_BACK.map((form) => form.exec(command)).find(Boolean);
  if (!asked || OTHER_OBJECT.test(command) || ABOUT_DATA.test(command)) return [];
  return [
    { intent: 'recall', confidence: 0.85, fill: () => withTitle(asked.groups?.what || subjectOf(command)) },
  ];
}

/** "locker code" in "what's the locker code I told you" */
function subjectOf(command: string): string {
  return /(?:'s|is|was|are) (?:the|my) (.+?) (?:that )?i (?:told|said|gave|saved)/i.exec(command)?.[1] ?? '';
}

function withTitle(words: string): { title?: string } {
  const title = titleOf(words);
  return title ? { title } : {};
}
