import { ADD, ASK, CHANGE, LIST, pattern, REMOVE, SHOW } from '../lexicon.ts';
import { MUSIC, OTHER_LIST } from '../lists.ts';
import type { Sentence } from '../sentence.ts';
import type { Dates } from '../slots.ts';
import { titleOf } from '../title.ts';

const TO = '(?:to|on|onto|in|into|for(?= (?:my|the|our) )) ';
/** "we ran out of [milk]", "there's no more [milk]": what one says of goods that are to be bought. */
const LACK =
  "(?:(?:(?:i|we)(?:'m|'re|'ve| am| are| have)? )?(?:just )?(?:(?:all |almost |nearly )?(?:need|out of|(?:have|got) no(?: more)?|no more|(?:don'?t have|haven'?t got)(?: any)?(?: more)?|running (?:low|out) (?:on|of)|low on|short (?:on|of)|want)|(?:ran|run) (?:out of|low on)|used (?:up|(?:up )?(?:the last|all) of)|finished(?: off)?)|(?:there(?:'s| is| are) )?no more|there(?:'s| is| are) no|there (?:isn'?t|aren'?t) any(?: more)?)";
const AT_HOME = '(?: (?:left|any ?more|at home|in the (?:house|fridge|freezer|cupboard|pantry|kitchen)))*';
const GONE =
  '(?:(?:all |almost |nearly )?(?:gone|empty|finished|used up|out)|running (?:low|out)|getting low)';
const PUT_IT = `${ADD} (?:it|that|them|some|those|one|more)(?: down)? ${TO}`;

/** Each names an item and a list. */
const ONTO_LIST: [RegExp, confidence: number][] = [
  [pattern(`^(?:add |put )?(?:a )?new (?:item|thing|entry) ${TO}(?<list>${LIST}):? (?<what>.+)$`), 0.95],
  [pattern(`^(?:don'?t forget|remember) (?!to\\b)(?<what>.+) ${TO}(?<list>${LIST})$`), 0.95],
  [pattern(`^(?:get|have) (?<what>.+) (?:added|put) ${TO}(?<list>${LIST})$`), 0.95],
  [
    pattern(
      "^(?:i need |let's )?",
      ADD,
      `(?: me)? (?<what>.+) (?:${TO}|as an? item ${TO})(?<list>${LIST})(?<rest>.*)$`,
    ),
    0.95,
  ],
  [
    pattern(
      '^',
      ADD,
      ` ${TO}(?<list>(?:my |the )?(?:shopping|groceries|errands|chores|to-?dos?))(?::| -) (?<what>.+)$`,
    ),
    0.95,
  ],
  [pattern('^', ADD, ` ${TO}(?<list>${LIST})(?:[:,]| that i (?:need|have) to)? (?<what>.+)$`), 0.95],
  [pattern(`^(?:on|to|in|onto) (?<list>${LIST}),? (?:please )?`, ADD, ' (?<what>.+)$'), 0.95],
  [
    pattern(`^(?:update|change|edit) (?<list>${LIST}) (?:with|to include|by adding|to have) (?<what>.+)$`),
    0.95,
  ],
  [pattern(`^(?:have|keep|get) (?!rid\\b|i\\b|we\\b|you\\b)(?<what>.+?) ${TO}(?<list>${LIST})$`), 0.95],
  [pattern(`^${ADD} (?<what>.+?)(?: down)? as (?:a|an|a new|another) (?<list>(?:task|to-?do|to do))$`), 0.95],
  [pattern(`^(?<list>${LIST}) ?(?:[:,-]|,? (?:add|put|include)) (?<what>.+)$`), 0.9],
  [
    pattern(
      `^(?:${LACK} (?:to get |to buy |some )?(?<what>.+?)${AT_HOME}|(?<what2>[\\w' -]+?) (?:is|are) ${GONE})[,.;]? (?:(?:so|and|please|can you|could you|will you|would you) )*${PUT_IT}(?<list>${LIST})$`,
    ),
    0.95,
  ],
  [
    pattern(
      `^(?:(?:i|we) (?:have to|need to|must|should|need) (?:remember to )?)(?<what>.+?),? (?:(?:so|and|please|can you|could you|will you|would you) )*${PUT_IT}(?<list>${LIST})$`,
    ),
    0.9,
  ],
  [
    pattern(
      `^(?:make sure|check|see)(?: that| to it)? (?:there (?:is|are) )?(?<what>.+?) (?:is|are|gets?|goes|go)?(?: added| put)? ?${TO}(?<list>${LIST})$`,
    ),
    0.9,
  ],
  [
    pattern(
      `^(?:i|we)(?:'d)? (?:need|want|would like|like|must have) (?<what>.+?)(?: added| put)? ${TO}(?<list>${LIST})$`,
    ),
    0.9,
  ],
  [
    pattern(
      `^(?<list>${LIST}) (?:needs|wants|should (?:have|include)) (?<what>.+?)(?: (?:added|on it|put on it|to it))*$`,
    ),
    0.9,
  ],
  [
    pattern(
      `^(?:make|put|leave|write|add|note)(?: (?:a note|an entry|it|that|this|down))? (?:to|on|in) (?<list>${LIST}) (?:to|that i (?:need|have) to|that) (?<what>.+)$`,
    ),
    0.95,
  ],
  [
    pattern(
      `^(?<what>(?!i |we |you ).+) ${TO}(?<list>(?=.*\\b(?:my|the|our|shopping|grocer\\w+|to-?do)\\b)${LIST})$`,
    ),
    0.85,
  ],
];

/** "the milk smells, [put some] on my list": the clause before names the thing. */
const THEN_PUT_IT = pattern(
  `[,.;] (?:(?:so|and|please|can you|could you) )*${ADD} (?:it|that|them|some|those|one|more)(?: down)?$`,
);

const BARE_VERB = pattern(`^${ADD}$`);

/** Without one of these no form of `ONTO_LIST` fits; they are many and long. */
const MENTIONS_LIST =
  /\b(?:lists?|to-?dos?|to do|tasks?|groceries|shopping|errands|chores|(?:things|stuff) (?:i|we))\b/i;
const OTHER_VERB = pattern(
  '^(?:',
  [ASK, CHANGE, REMOVE, SHOW].join('|'),
  '|remind|create|make|start|schedule|set|play|turn|mark|tick|check|finished|done|remember|call me)\\b',
);

/** What is to be put on a list that is named. */
export interface ListEntry {
  what: string;
  /** The words that name the list. */
  list: string;
  /** What follows the list. */
  due?: Dates;
  confidence: number;
}

/** "milk" and "my list" in "add milk to my list"; undefined when no list is named to put something on. */
export function listEntry({ command, dates }: Sentence): ListEntry | undefined {
  if (!MENTIONS_LIST.test(command)) return undefined;
  for (const [form, confidence] of ONTO_LIST) {
    const { what2, what = what2 ?? '', list = '', rest = '' } = form.exec(command)?.groups ?? {};
    if (!what || OTHER_LIST.test(list) || MUSIC.test(what) || (confidence < 0.9 && OTHER_VERB.test(command)))
      continue;

    // Only a date may follow the list; anything else is a second wish that would be lost.
    const due = rest ? dates(rest) : undefined;
    if (due && titleOf(due.rest)) continue;
    // "add to my list" does not say what.
    const isVerb = confidence < 0.9 && BARE_VERB.test(what);
    return { what: isVerb ? 'something' : what.replace(THEN_PUT_IT, ''), list, due, confidence };
  }
  return undefined;
}
