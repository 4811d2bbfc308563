import { pattern, PERSON } from './lexicon.ts';

const BEFORE =
  '\\b(?:with|for|to|from|of|call|phone|ring|e-?mail|text|message|write|tell|ask|see|meet|visit|thank|give|invite|pay|feed|walk|help|collect|pick up|drop off) ';
const SOMEBODY = pattern(`(?<=${BEFORE})(?:(?:my|our|the) )?${PERSON}\\b`);
const NAMES = '[A-Z][\\w-]+(?: (?:and )?[A-Z][\\w-]+)*';
const NAME = new RegExp(`(?<=${BEFORE})(?:(?:Mr|Mrs|Ms|Dr)\\.? )?${NAMES}`);
const FURTHER = new RegExp(`^(?: (?:and )?${NAMES})+`);

/** "call dad" for "call mum", where the same is wanted for another person; what names nobody is for them: "dentist for dad". */
export function forAnother(title: string, person: string): string {
  const found = [SOMEBODY, NAME].map((form) => form.exec(title)).find((each) => each !== null);
  if (!found) return `${title} for ${person}`;
  // "my sister Anna"
  const rest = title.slice(found.index + found[0].length).replace(FURTHER, '');
  return `${title.slice(0, found.index)}${person}${rest}`;
}
