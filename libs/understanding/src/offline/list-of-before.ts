import { POLITE } from './clauses.ts';
import { LIST, pattern } from './lexicon.ts';

const ENDS_IN_LIST = pattern(`\\b(?:to|on|onto|in|into) (?<list>${LIST})$`);
const ON_THERE = pattern(
  `^(?<entry>${POLITE}(?:put|add|stick|throw|write|pop) (?!an? (?:note|reminder|alarm)\\b).+?) (?:on|onto|in|into|to) (?:there|it|that one)(?: (?:too|as well|also))?$`,
);

/** "add eggs to it [and] throw bread on there" */
const AND_THERE =
  /(?<= (?:on|onto|in|into|to) (?:there|it|that one)),? (?:and|then) (?=(?:put|add|stick|throw|write|pop) .+ (?:there|it|that one)$)/i;

/** "add milk to my shopping list and put cheese on there": onto the list that the clause before names. */
export function withListOfBefore(clauses: string[]): string[] {
  let list: string | undefined;
  const pieces = clauses.flatMap((clause, index) => (index === 0 ? [clause] : clause.split(AND_THERE)));
  return pieces.map((clause) => {
    const entry = list && ON_THERE.exec(clause)?.groups?.entry;
    list = ENDS_IN_LIST.exec(clause)?.groups?.list ?? (entry ? list : undefined);
    return entry ? `${entry} to ${list}` : clause;
  });
}
