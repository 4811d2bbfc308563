import { pattern, PERSON } from './lexicon.ts';

const BEFORE =
  '\\b(?:with|for|to|from|of|call|phone|ring|e-?mail|text|message|write|tell|ask|see|meet|visit|thank|invite|pay|feed|walk|help|collect|pick up|drop off) ';
const SOMEBODY = pattern(`(?<=${BEFORE})(?:(?:my|our|the) )?${PERSON}\\b`);
const NAME = new RegExp(`(?<=${BEFORE})[A-Z][\\w-]+`);

/** "call dad" for "call mum", where the same is wanted for another person; what names nobody is for them: "dentist for dad". */
export function forAnother(title: string, person: string): string {
  const form = [SOMEBODY, NAME].find((each) => each.test(title));
  return form ? title.replace(form, () => person) : `${title} for ${person}`;
}
