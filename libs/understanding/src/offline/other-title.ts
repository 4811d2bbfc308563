import { forAnother } from './another-person.ts';
import { CHORE, pattern, PERSON } from './lexicon.ts';

const CHORE_FIRST = pattern('^(?<verb>', CHORE, ') (?=\\w)');
const SOMEBODY = pattern(`^(?:(?:my|our|the) )?(?:${PERSON})$`);
const NAME = /^[A-Z][\w-]+(?: [A-Z][\w-]+)*$/;
/** What an object ends before: "mum [about the party]", "the car [to the garage]". */
const AFTER_OBJECT =
  /(?<=\S) (?:about|for|to|from|with|at|in|on|of|by|because|the|a|an|my|our|his|her|their)\b.*$/i;

/** Whether it names what to do rather than a thing: "call mum", "buy milk". */
export const isChore = (title: string): boolean => CHORE_FIRST.test(title);

/** What is meant by another name for this: "buy oat milk" for "buy milk", "call dad about the party" for "call mum about the party". */
export function otherTitle(title: string, fresh: string): string {
  if (SOMEBODY.test(fresh) || NAME.test(fresh)) {
    const forThem = forAnother(title, fresh);
    if (forThem !== `${title} for ${fresh}`) return forThem;
  }
  const verb = CHORE_FIRST.exec(title)?.groups?.verb;
  if (verb === undefined || isChore(fresh)) return fresh;
  const rest = AFTER_OBJECT.exec(title.slice(verb.length + 1))?.[0] ?? '';
  return `${verb} ${fresh}${rest}`;
}
