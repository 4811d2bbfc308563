import type { When } from '../../meaning.ts';
import { isTimed } from '../is-timed.ts';
import { firstGroups, pattern, PERSON } from '../lexicon.ts';
import type { Sentence } from '../sentence.ts';

/** "make ring the plumber due friday": a task and when it is due from now on. */
const DUE = [
  `^(?:make|set|have) (?<what>.+?) (?:to be |be )?due (?<to>.+)$`,
  `^(?<what>(?:the|my|our) .+?) is now due (?<to>.+)$`,
  `^(?<what>(?:the|my|our) .+?) is due (?<to>.+) (?:now|instead)$`,
].map((form) => pattern(form));
const ORDERS = /^(?:make|set|have)\b/i;
/** Who or what comes is on no list: "my wife is now due in may", "the train is now due". */
const COMES = pattern(`\\b(?:${PERSON}|bab(?:y|ies)|twins|flight|plane|train|bus|ferry|boat|delivery)$`);

/** The words that name a task, and the day that it is due from now on; what is only stated to be due at a time of day is no task. */
export function newDueDate({
  command,
  dates,
}: Pick<Sentence, 'command' | 'dates'>): { what: string; when: When } | undefined {
  if (!/ due /i.test(command)) return undefined;
  const { what, to } = firstGroups(DUE, command) ?? {};
  if (!what || !to) return undefined;
  const { when, rest } = dates(to.replace(/ (?:now|instead)$/i, ''));
  if (!when || rest !== '') return undefined;
  const isStated = !ORDERS.test(command);
  return isStated && (COMES.test(what) || isTimed(when)) ? undefined : { what, when };
}
