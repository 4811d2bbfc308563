import { pattern } from '../lexicon.ts';

const KEEP =
  "(?:keep(?: on)?|don'?t stop|do not stop|never stop|carry on) (?:reminding|nagging|bugging|pestering|telling) me";
const NAG = '(?:nag|bug|pester) me';
const UNTIL = '(?:until|till|til|unless)';
/** What tells only that it is done, and not what: "until I do it", "until it's done". */
const IS_DONE =
  "(?:i(?:'ve| have)? (?:actually |really |finally )?(?:do|did|done|finish(?:ed)?|complete[d]?|confirm(?:ed)?|get it done|mark(?:ed)? it(?: as)? done|say (?:so|it'?s done|i'?m done|that it'?s done|done|stop)|tell you(?: to stop| (?:that )?it'?s done)?)(?: (?:it|that|them|so|this))?|it(?:'s| is| has been|'s been) (?:done|finished)|done|i(?:'m| am) done)";
const SAYS_UNTIL = pattern(
  `,? ?(?:(?:and|but) )?(?:${KEEP}|again and again|over and over(?: again)?)? ?\\b${UNTIL} ${IS_DONE}(?=$|[ ,.])`,
);
/** "keep reminding me until I take my pills": what is to be done is named there. */
const NAMED_THERE = pattern(
  `^(?<before>.*?)(?:${KEEP}|${NAG}|remind me|send me reminders)(?<time>(?:(?! to | about | of )[\\w:' ])*?) ${UNTIL} i(?:'ve| have)? (?<what>(?!do(?:ne)? it\\b).+)$`,
);
const KEEPS = pattern(`(?:${KEEP}|${NAG})(?= (?:to|about|of|that|every|at|in|on|tomorrow|today|tonight)\\b)`);
const EVERY_SO_OFTEN =
  /(?:,? ?\b)every (?:(?:few|couple of|\d+|five|ten|fifteen|twenty|thirty) (?:minutes|mins|hours)|half(?: an)? hour|hour|minute)\b/i;

/**
 * A command for a reminder that rings until it is done, without the words that say so; undefined when it is none.
 * "keep reminding me until I take my pills every day at 8" is "remind me to take my pills every day at 8".
 */
export function withoutUntilDone(command: string): string | undefined {
  const isKept = KEEPS.test(command);
  const said = command.replace(SAYS_UNTIL, '');
  const isUntil = said !== command && /\b(?:remind|nag|bug|pester)/i.test(command);
  const there = isUntil ? undefined : NAMED_THERE.exec(command)?.groups;
  if (there) {
    const time = (there.time ?? '').replace(EVERY_SO_OFTEN, '');
    return `${there.before ?? ''}remind me to ${there.what ?? ''}${time}`.trim();
  }
  if (!isUntil && !isKept) return undefined;
  return said
    .replace(KEEPS, 'remind me')
    .replace(pattern(`^${NAG}`), 'remind me')
    .replace(EVERY_SO_OFTEN, isUntil ? '' : '$&');
}
