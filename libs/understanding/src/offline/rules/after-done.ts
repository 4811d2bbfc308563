import { lengthIn } from '../event-amounts.ts';
import { pattern } from '../lexicon.ts';

const LENGTH =
  '(?:every )?(?<length>(?:\\d+|an?|one|two|three|four|five|six|seven|ten|twelve|thirty|ninety|a couple of|a few) (?:minutes?|hours?|days?|weeks?|months?))(?: later)?';
const AFTER = '(?:after|from(?= when))(?: (?:each|every) time| when(?:ever)?| once)?';
const SUBJECT = "(?:i|we)(?:'ve| have)?(?: last)?";
/** "I did it", "I've done it", "it's done", "finishing it", "the last time" */
const IS_DONE = `(?:${SUBJECT} (?:do|did|done|finish(?:ed)?|complete[d]?)(?: (?:it|that|this|them|so))?(?: last| the last time)?|it(?:'s| is| was| has been|'s been)(?: last)? (?:done|finished|completed)|(?:doing|completing|finishing) (?:it|that|them)|the last time(?: (?:i|we)(?:'ve| have)? (?:did|done)(?: it| that| them)?)?)`;
/** "remind me to change the filter 90 days after I did it" */
const THEN_DONE = pattern(
  `^(?<head>.*\\bremind me\\b.+?),?(?: again)? ${LENGTH} ${AFTER} ${IS_DONE}(?<time> at .+)?$`,
);
/** "remind me to water the plants 3 days after I watered them": the verb is that of the matter. */
const THEN_DID = pattern(
  `^(?<head>.*\\bremind me to (?<stem>[a-z]{3})[a-z]* .+?),?(?: again)? ${LENGTH} ${AFTER} ${SUBJECT} \\k<stem>[a-z]*(?: (?:it|that|them|the [\\w-]+))?(?: last)?(?<time> at .+)?$`,
);
/** "remind me 3 days after I watered the plants to water them again" */
const DID_FIRST = pattern(
  `^(?<head>.*\\bremind me)(?: again)? ${LENGTH} ${AFTER} ${SUBJECT} (?<stem>[a-z]{3})[a-z]* (?<object>.+?) to (?<verb>\\k<stem>[a-z]*) (?:it|that|them)(?: again)?(?<time> at .+)?$`,
);

/**
 * A command for a reminder that comes again some time after it was done, without the words that say so, and that time in minutes; undefined
 * when it is none.
 */
export function withoutAfterDone(command: string): { command: string; afterDone: number } | undefined {
  if (!/\bremind me\b/i.test(command)) return undefined;
  const first = DID_FIRST.exec(command)?.groups;
  const groups = first ?? THEN_DONE.exec(command)?.groups ?? THEN_DID.exec(command)?.groups;
  const afterDone = lengthIn(groups?.length ?? '');
  if (!groups || afterDone === undefined) return undefined;
  const { head = '', verb = '', object = '', time = '' } = groups;
  return { command: `${head}${first ? ` to ${verb} ${object}` : ''}${time}`, afterDone };
}
