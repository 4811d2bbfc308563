import { CALENDAR, CHANGE, pattern, REMOVE } from './lexicon.ts';

/** "open my calendar and add …": a way to the command, not one of its own. */
export const OPENS_FIRST = pattern(
  `^(?:(?:please|can you|could you|olly|hey|,) ?)*(?:open(?: up)?|go (?:in)?to|access|pull up|bring up) (?:my|the|our) (?:[\\w-]+ ){0,2}(?:lists?|reminders|${CALENDAR})(?: app)? and (?=\\w)`,
);
/** "I forgot when my appointment is" asks when it is. */
const FORGOT =
  /^i (?:forgot|forget|don'?t (?:know|remember|recall)|can'?t (?:remember|recall)|wonder|was wondering) (?=(?:what|when|which|who|where|how many|if|whether) .*\b(?:my|i have|we have)\b)/i;

const SHIFTED = 'moved|shifted|pushed';
const PUT_OFF = 'rescheduled|postponed|delayed';
/** What is wished to be done with a thing, and the verb that would order it. */
const VERBS: Record<string, string> = {
  remove: 'removed|taken|crossed|struck',
  delete: 'deleted|erased|wiped',
  cancel: 'cancell?ed',
  clear: 'cleared',
  move: SHIFTED,
  reschedule: PUT_OFF,
};
const WISH =
  "(?:i(?:'d)? (?:need|want|would like|like)|i(?:'d| would) like|(?:get|have)(?! (?:i|you|we|they|rid)\\b))";
const DONE = Object.values(VERBS).join('|');
const WISHED = pattern(
  `^${WISH} (?!to\\b|you\\b)(?<what>.+?) (?:to be )?(?<done>${DONE})(?<rest>(?: (?:from|off|out|off of|to|till|until|by|on|for)\\b.*)?)$`,
);
const DUE = pattern(
  `^(?<what>(?:my|the|our) .+?) (?:needs to|has to|must|should|need to|have to|can) be (?<done>${DONE})(?<rest>.*)$`,
);
const OFF = pattern(
  `^${WISH} (?!to\\b|you\\b)(?<what>.+?) (?<rest>(?:off|out of|off of) (?:my|the|our) .+)$`,
);

/** "don't cancel the meeting, move it to friday": the second verb is meant. */
const RATHER = pattern(
  `^(?:don'?t|do not) (?:${REMOVE}|${CHANGE}) (?<what>.+?),? (?:(?:but|just|instead|please) )*(?<verb>${REMOVE}|${CHANGE}|mark) (?:it|that|them)\\b(?<rest>.*)$`,
);
/** "I've moved the meeting to friday, update my calendar" */
const MOVED = pattern(
  `^(?:i|we)(?:'ve| have)? (?:just |already )?(?<done>${SHIFTED}|${PUT_OFF}) (?<what>.+?)[,.;]? (?:(?:so|and|please|can you|could you) )*(?:update|change|fix|adjust) (?:it|that|my|the|our)\\b.*$`,
);
/** "don't I have a meeting" asks for the same as "do I have a meeting". */
const NEGATED_QUESTION = /^(do|have|is|are)n't (?=(?:i|we) (?:have|got)\b|there (?:an?|any)\b)/i;

/** "she can't make it on friday, [can we do monday instead]": why it is changed. */
const REASON_FIRST =
  /^(?:i|we|he|she|they|[\w-]+) (?:can'?t|cannot|couldn'?t|won'?t(?: be able to)?|(?:is|am|are)(?:n't| not) able to) (?:make it|come|do it|do that)(?: (?:on|at|then|that|this|any ?more|after all|today|tomorrow)\b(?:(?! (?:can|could|shall|let's|so|please|make|move|put)\b).)*)?,? (?:(?:so|and|please) )*(?:(?:can|could|shall|should) (?:we|you) |let's )?(?=(?:make|move|do|put|change|push|reschedule|shift)\b)/i;

/** A wish as the order that it is: "I want the meeting removed from my calendar" is "remove the meeting from …". */
export function asImperative(words: string): string {
  const command = words
    .replace(OPENS_FIRST, '')
    .replace(REASON_FIRST, '')
    .replace(FORGOT, '')
    .replace(NEGATED_QUESTION, '$1 ');
  const instead = RATHER.exec(command)?.groups;
  if (instead) return `${instead.verb} ${instead.what}${instead.rest}`;
  const {
    what,
    done,
    rest = '',
  } = (WISHED.exec(command) ?? DUE.exec(command) ?? MOVED.exec(command))?.groups ?? {};
  const verb = done && Object.keys(VERBS).find((each) => pattern(`^(?:${VERBS[each]})$`).test(done));
  if (what && verb) return `${verb} ${what}${rest}`;
  const off = OFF.exec(command)?.groups;
  return off ? `take ${off.what} ${off.rest}` : command;
}
