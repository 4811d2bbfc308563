import { CHORE, LOOSE_EVENT, pattern, PERSON } from './lexicon.ts';

const BEFORE =
  '\\b(?:with|for|to|from|of|call|phone|ring|e-?mail|text|message|write|tell|ask|see|meet|visit|thank|give|invite|pay|feed|walk|help|collect|pick up|drop off) ';
const SOMEBODY = pattern(`(?<=${BEFORE})(?:(?:my|our|the) )?${PERSON}\\b`);
const NAMES = '[A-Z][\\w-]+(?: (?:and )?[A-Z][\\w-]+)*';
const NAME = new RegExp(`(?<=${BEFORE})(?:(?:Mr|Mrs|Ms|Dr)\\.? )?${NAMES}`);
const FURTHER = new RegExp(`^(?: (?:and )?${NAMES})+`);

const IS_SOMEBODY = pattern(`^(?:(?:my|our|the) )?${PERSON}\\b|^(?:him|her|them|everyone|everybody)$`);
const HAS_NAME = /(?:^|[ '-])[A-Z]/;
const CHORE_VERB = pattern(`^(?:${CHORE})(?= )`);
const IS_EVENT = pattern(`^(?:${LOOSE_EVENT})$`);

/**
 * "call dad" for "call mum", where the same is wanted for another person; what names nobody is for them: "dentist for dad". Where it is wanted
 * for another thing, that is what it is: "water the herbs" for "water the plants", "optician" for "dentist".
 */
export function forAnother(title: string, other: string): string {
  const found = [SOMEBODY, NAME].map((form) => form.exec(title)).find((each) => each !== null);
  if (found) {
    // "my sister Anna"
    const rest = title.slice(found.index + found[0].length).replace(FURTHER, '');
    return `${title.slice(0, found.index)}${other}${rest}`;
  }
  const verb = isSomebody(other) ? undefined : CHORE_VERB.exec(title)?.[0];
  if (verb) return `${verb} ${other}`;
  return isThing(other) ? other.replace(/^the /i, '') : `${title} for ${other}`;
}

const isSomebody = (other: string): boolean => IS_SOMEBODY.test(other) || HAS_NAME.test(other);
const isThing = (other: string): boolean =>
  !isSomebody(other) && (/^the /i.test(other) || IS_EVENT.test(other));

/** "eggs" for "milk": what is on a list names neither somebody nor what to do. */
export const isOtherItem = (title: string, other: string): boolean =>
  !isSomebody(other) && ![SOMEBODY, NAME, CHORE_VERB].some((form) => form.test(title));
