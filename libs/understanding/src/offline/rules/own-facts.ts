import { firstGroups, pattern, PERSON } from '../lexicon.ts';
import { OTHER_SERVICES } from '../other-services.ts';

/** What one would write on a slip of paper. */
const FACT =
  '(?:code|combination|locker|password|passcode|(?:shoe|ring|shirt|dress|hat|waist|trouser|pants|collar|glove) size|(?:room|seat|gate|house|flat|apartment|phone|mobile|cell|membership|customer|order|booking|confirmation|reference|policy|licen[cs]e|registration|passport|plate|bay|spot|locker|(?:national )?insurance|social security|frequent flyer) (?:number|code)|(?:number|licen[cs]e) plate|wi-?fi(?: (?:password|name|code))?|blood (?:type|group)|middle name|nickname|maiden name|mailbox|post ?code|zip code|allerg(?:y|ies))';
/** Numbers and words that a bank gives out: they are asked of the bank. */
const OF_A_BANK = pattern(`\\b(?:${OTHER_SERVICES}|account|card|debit|routing|pin|email|google)\\b`);

const OWNER = "(?:my|our|the|[\\w-]+'s)";
/** What it belongs to: "the code for the gate", "the wifi password at mum's". */
const OF_WHAT = "(?: (?:at|for|of|in|to|on)(?: [\\w'-]+){1,4}?)?";
const MY_FACT = `${OWNER} (?:[\\w'-]+ ){0,2}?${FACT}${OF_WHAT}`;
const MY_PERSON = `(?:my|our|the|[\\w-]+'s) (?:[\\w'-]+ ){0,2}?${PERSON}`;

/** Not a plan nor a verdict: "the code is due on friday", "the password is wrong". */
const VALUE = '(?!(?:on|at|due|to|not|wrong|in|right|called|going|too)\\b).{1,60}';
/** Each states a fact of one's own. */
const STATES = [
  `^(?<what>${MY_FACT} (?:is|are|=) ${VALUE})$`,
  `^(?<what>(?:${MY_PERSON}(?:'s name is|'?s? (?:is|are) called)|the name of ${MY_PERSON} is) (?!not\\b)[\\w' -]{2,40})$`,
].map((form) => pattern(form));
const MAY_STATE = /^(?:my|our|the|[\w-]+'s) .* (?:is|are|=) /i;

const IS = "what(?:'s| is| was| are| were)";
const RECALLS =
  '(?:remind me what|tell me again,? what|do you (?:know|remember|have|recall)(?: what)?|can you remember(?: what)?)';
const OWN = "(?:my|our|(?!(?:phone|mobile)\\b)[\\w-]+'s) (?:[\\w'-]+ ){0,2}?";
/** Whose place it is; that of a shop anybody could know. */
const AT_OURS = "(?: (?:at|for|of|to|in|on) (?:my|our|home|work|the office|[\\w-]+'s)\\b.{0,30})";
const END = '(?: (?:is|was|are|were))?(?: again| please)*$';
/** Each asks for one; the noun decides, so that what anybody could look up stays out. */
const ASKS = [
  `^(?:${IS}|${RECALLS}|tell me what|which) (?<what>${OWN}${FACT}${OF_WHAT})${END}`,
  // "the": of anybody, unless one asks for what was told or whose it is.
  `^(?:${RECALLS}|what (?:was|were)) (?<what>the (?:[\\w'-]+ ){0,2}?${FACT}${OF_WHAT})${END}`,
  `^${IS} (?<what>the (?:[\\w'-]+ ){0,2}?${FACT}(?:${AT_OURS}| again$))(?: again| please)*$`,
  `^(?:${IS}|what|${RECALLS}) (?<what>(?!(?:the|people|dogs|cats|babies|most|some|you)\\b)(?:my |our )?[\\w'-]+ (?:is )?allergic to|${MY_PERSON} (?:is |was )?called|${MY_PERSON}'s name)${END}`,
].map((form) => pattern(form));
/** What stands in public registers, and the numbers of people in the phone's contacts. */
const PUBLIC =
  /\b(?:area|country|dress|dialling|morse|source|bar) code\b|'s (?:home |work )?(?:phone|mobile|cell) number\b/i;
const MAY_ASK = /^(?:what|remind me what|tell me|do you|can you|which)\b/i;

/** "the boiler man's name is Kevin": what is worth keeping although nobody said to keep it. */
export function statedFact(command: string): string | undefined {
  return MAY_STATE.test(command) ? firstGroups(STATES, command)?.what : undefined;
}

/** "locker code" in "what's my locker code again": a fact that only the person can have told. */
export function askedFact(command: string): string | undefined {
  if (!MAY_ASK.test(command) || OF_A_BANK.test(command) || PUBLIC.test(command)) return undefined;
  return firstGroups(ASKS, command)?.what;
}
