import { OPENS_FIRST } from './imperative.ts';
import { pattern } from './lexicon.ts';

/** Verbs that are addressed to the assistant; those of chores are not, they may go on with what is to be done. */
const COMMAND =
  "(?:remind(?! me$)|add|put|schedule|cancel|delete|remove|set|create|move|reschedule|mark|show|list|tell me|what(?:'?s| is| do| are)|when(?:'?s| is)|snooze|start a|notify|alert|wake me|book|check off|tick off|cross off|i need to|rename|don'?t let me|set up|make (?:a|an)|push|shift|clear|find (?:a|me|an)|remember that|am i|do i have|play some|turn (?:on|off)|undo)";
/** What an object does that was named before belongs to the clause that named it: "…, tick it off". */
const OF_BEFORE = "(?!\\w+(?: (?:down|back|off|up|out))? (?:it|that|this|them|those|one)\\b(?!'))";
export const POLITE =
  '(?:(?:please|can you|could you|also|then|will you|would you|oh|i (?:want|need) you to|i want to|just) )*';
const JOIN = '(?:(?:[.;!?,]|,?(?: and| & | then| plus| oh))(?: (?:and|also|then|please|after that|oh))*,? )';
const BOUNDARY = pattern(`${JOIN}(?=${POLITE}${OF_BEFORE}${COMMAND}\\b)`);
/** A list or the calendar ends a command, so a new one begins after it. */
const AFTER_CONTAINER =
  /(?<=\b(?:to|on|onto|in|from|off) (?:my|the|our) (?:[\w-]+ ){0,2}(?:list|calendar|diary|schedule)),? and (?:also |then )?(?=\w)/i;

/** "my passport expires on monday [remind me a week before]", as it is transcribed. */
const REMIND_BEFORE =
  / (?=remind me (?:an?|the|one|two|three|four|five|ten|\d+|half an?|on the) (?:[\w ]{1,30}? )?(?:before|beforehand|earlier|in advance)$)/i;

/** So many commands are looked for in one message. */
const MOST_CLAUSES = 8;

/** The pieces of a message that could be commands of their own, in order. */
export function clausesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text.replace(OPENS_FIRST, '');
  while (pieces.length < MOST_CLAUSES - 1) {
    const next = [BOUNDARY.exec(rest), AFTER_CONTAINER.exec(rest), REMIND_BEFORE.exec(rest)]
      .filter((match) => match !== null && match.index > 0)
      .toSorted((one, other) => (one?.index ?? 0) - (other?.index ?? 0))[0];
    if (!next) break;
    pieces.push(rest.slice(0, next.index));
    rest = rest.slice(next.index + next[0].length);
  }
  return [...pieces, rest].filter((piece) => piece.trim() !== '');
}
