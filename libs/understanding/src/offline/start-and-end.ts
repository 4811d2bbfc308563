import { clausesOf } from './clauses.ts';
import { isTimed } from './is-timed.ts';
import { pattern } from './lexicon.ts';
import type { Sentence } from './sentence.ts';
import { STARTS_OTHERWISE } from './starts.ts';

const ENDS_VERB =
  '(?:ends|finishes|closes|stops|lands|arrives|is over|will (?:end|finish|be over|land|arrive)|(?:runs|lasts|goes(?: on)?) (?:until|till|to))';
/** "and ends at [10]" */
const AND_ENDS = pattern(`,? (?:and then|and|then|but),? (?:it )?${ENDS_VERB} (?:at |by |around )?`);
const STARTS_VERB =
  / (?:(?:which|that) )?(?:is|starts|begins|opens|leaves|departs|takes off|kicks off|will (?:start|begin|leave))$/i;
/** After these the name of the thing follows. */
const TELLS = /^(?:i|we|there|remind me (?:that|about|of))\b/i;

/** A clause that only says when what was named before is over: "ends at 10". */
export const SAYS_END = pattern(`^(?:it )?${ENDS_VERB}\\b`);

/** A text in which "the concert starts at 8 and ends at 10" is one thing with both times: "the concert from 8 to 10". */
export function withStartAndEnd(text: string, dates: Sentence['dates']): string {
  if (!AND_ENDS.test(text)) return text;
  return clausesOf(text).reduce((said, clause) => said.replace(clause, () => withRange(clause, dates)), text);
}

/** A day and a start. */
const mostDates = 2;

function withRange(text: string, dates: Sentence['dates']): string {
  const join = AND_ENDS.exec(text);
  if (!join || (STARTS_OTHERWISE.test(text) && !TELLS.test(text))) return text;
  const [left, right] = [text.slice(0, join.index), text.slice(join.index + join[0].length)];
  // "tomorrow" may stand apart from the start: "the concert tomorrow starts at 8".
  const { spans } = dates(left);
  const span = spans.at(-1);
  const end = dates(`at ${right}`);
  if (!span || spans.length > mostDates || span.end !== left.length || !isTimed(end.when) || end.rest !== '')
    return text;
  const name = left.slice(0, span.start).trimEnd().replace(STARTS_VERB, '');
  const start = left.slice(span.start).replace(/^(?:at|from|around) /i, '');
  return name ? `${name} from ${start} to ${right}` : text;
}
