import { OPENS_FIRST } from './imperative.ts';
import { pattern } from './lexicon.ts';
import type { Sentence } from './sentence.ts';

/** Verbs that are addressed to the assistant; those of chores are not, they may go on with what is to be done. */
const COMMAND =
  "(?:remind(?! me$)|add|put|schedule|cancel|delete|remove|set|create|move|reschedule|mark|show|list|tell me|what(?:'?s| is| do| are)|when(?:'?s| is)|snooze|start a|notify|alert|wake me|book|check off|tick off|cross off|i need to|rename|don'?t let me|set up|make (?:a|an)|push|shift|clear|find (?:a|me|an)|remember that|am i|do i have|play some|turn (?:on|off)|undo)";
/** What an object does that was named before belongs to the clause that named it: "…, tick it off". */
const OF_BEFORE = "(?!\\w+(?: (?:down|back|off|up|out))? (?:it|that|this|them|those|one)\\b(?!'))";
const POLITE =
  '(?:(?:please|can you|could you|also|then|will you|would you|oh|i (?:want|need) you to|i want to|just) )*';
const JOIN = '(?:(?:[.;!?,]|,?(?: and| & | then| plus| oh))(?: (?:and|also|then|please|after that|oh))*,? )';
const BOUNDARY = pattern(`${JOIN}(?=${POLITE}${OF_BEFORE}${COMMAND}\\b)`);
/** A list or the calendar ends a command, so a new one begins after it. */
const AFTER_CONTAINER =
  /(?<=\b(?:to|on|onto|in|from|off) (?:my|the|our) (?:[\w-]+ ){0,2}(?:list|calendar|diary|schedule)),? and (?:also |then )?(?=\w)/i;

/** So many commands are looked for in one message. */
const MOST_CLAUSES = 8;

/** The pieces of a message that could be commands of their own, in order. */
export function clausesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text.replace(OPENS_FIRST, '');
  while (pieces.length < MOST_CLAUSES - 1) {
    const next = [BOUNDARY.exec(rest), AFTER_CONTAINER.exec(rest)]
      .filter((match) => match !== null && match.index > 0)
      .toSorted((one, other) => (one?.index ?? 0) - (other?.index ?? 0))[0];
    if (!next) break;
    pieces.push(rest.slice(0, next.index));
    rest = rest.slice(next.index + next[0].length);
  }
  return [...pieces, rest].filter((piece) => piece.trim() !== '');
}

const VERB_AND_REST = pattern(
  `^(${POLITE}(?:remind me|put|add|schedule|book|create|set (?:up )?a reminder|new event:?)(?: to)?) (.+)$`,
);

/**
 * "remind me to eat at 8 and to sleep at 9": two with one verb. A lone "and" joins names or things, so each side must
 * have a time of its own, the first one right before the "and".
 */
export function withSharedVerb(text: string, dates: Sentence['dates']): string[] {
  const [, verb, rest = ''] = VERB_AND_REST.exec(text) ?? [];
  const [left = '', ...others] = rest.split(/,? and (?:also )?(?:to )?/i);
  const right = others.join(' and ');
  if (!verb || !left || !right) return [text];
  const first = dates(left);
  const endsInDate = first.spans.at(-1)?.end === left.length;
  const hasBoth = [first, dates(right)].every(({ when, rest: name }) => when && name !== '');
  return endsInDate && hasBoth ? [`${verb} ${left}`, `${verb} ${right}`] : [text];
}

const AND_THEN = /,? (?:and then|then|and) (?:also )?(?!to\b)/i;
const DAY_SAID =
  /\b(?:today|tonight|tomorrow|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|\d{1,2}(?:st|nd|rd|th)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|in \d+|next|every|\d+[/-]\d+)\b/i;

/**
 * "lunch with bob tomorrow at 1 and gym at 6": two appointments, each a name and its own time, the first one right before the "and". The
 * day goes for both where the second says none.
 */
export function asAppointments(text: string, dates: Sentence['dates']): string[] {
  const join = AND_THEN.exec(text);
  if (!join || VERB_AND_REST.test(text)) return [text];
  const [left, right] = [text.slice(0, join.index), text.slice(join.index + join[0].length)];
  const [first, second] = [dates(left), dates(right)];
  const areTimed = [first, second].every(
    ({ when, rest }) => (when?.grain === 'hour' || when?.grain === 'minute') && /[a-z]{2}/i.test(rest),
  );
  if (!areTimed || first.spans.at(-1)?.end !== left.length) return [text];
  const day = first.when?.start.slice(0, 10);
  return [left, DAY_SAID.test(right) || !DAY_SAID.test(left) ? right : `${right} on ${day}`];
}
