import { isTimed } from '../is-timed.ts';
import type { Sentence } from '../sentence.ts';

const AFTER_NOUN = /^(?:on|at|from|in)\b/i;
const NAMES_DAY = /\b(?!until\b|till\b|noon\b|half\b|past\b)[a-z]{3,}/i;

/** "shift on friday", "shift tomorrow 8 to 4", "on call on friday": what somebody works, and no order to move something. */
export function isAtWork({ command, dates }: Sentence): boolean {
  const { work = '', when: words } =
    /^(?<work>shift|on[- ](?:call|duty)) (?<when>.+)$/i.exec(command)?.groups ?? {};
  if (words === undefined) return false;
  if (/^on/i.test(work)) return dates(words).when !== undefined && dates(words).rest === '';
  if (!(AFTER_NOUN.test(words) || NAMES_DAY.test(words))) return false;
  const { when, rest } = dates(words);
  return rest === '' && (AFTER_NOUN.test(words) || isTimed(when));
}
