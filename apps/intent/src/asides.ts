import { DateTime } from 'luxon';

import { replies } from '#replies';

import type { Request } from './understood.ts';

const whole = (forms: string): RegExp =>
  new RegExp(
    `^(?:(?:hey|hi|hello|ok|okay|so|well|oh|please|can you tell me|tell me|do you know)[ ,]+)*(?:${forms})(?: (?:please|now|today|right now|then|again|for me|(?:over |round )?here))*[ .!?…]*$`,
    'iu',
  );

/** Said beside the matter: nothing is to be done, and a menu would be no answer. */
const ASIDES: [RegExp, (request: Request) => string][] = [
  [
    whole(
      "what(?:'?s| is)(?: the)?(?: current)? time(?: is it)?|what time(?: is it| it is)?|what(?:'?s| is) the time(?: now)?|got the time",
    ),
    ({ now, timezone }) => replies.clock(replies.clockWords(DateTime.fromJSDate(now, { zone: timezone }))),
  ],
  [
    whole(
      "what(?:'?s| is)? ?(?:the |today'?s )?(?:date|day)(?: of the week)?(?: is)?(?: it)?|which day is it|what day is (?:it|today)",
    ),
    ({ now, timezone }) => replies.today(replies.fullDate(DateTime.fromJSDate(now, { zone: timezone }))),
  ],
  [
    whole(
      "(?:who|what) (?:are|r) (?:you|u)|what(?:'?s| is) your name|(?:am i (?:talking|speaking|writing) (?:to|with)|are you|is this) (?:an? )?(?:real |actual )?(?:robot|bot|human|human being|person|machine|ai|computer|real|chat ?bot|assistant)(?: or (?:an? )?(?:robot|bot|human|person|machine|computer))?",
    ),
    () => replies.identity(),
  ],
  [
    whole(
      '(?:good ?)?(?:night|bye)(?:[ -]?(?:bye|night))?(?: then)?|goodbye|see (?:you|ya)(?: (?:later|soon|tomorrow|around|next time))?|ciao ciao|take care|ttyl|talk (?:to you )?(?:later|soon)|have a (?:good|great|nice|lovely) (?:day|night|evening|weekend|one|time)|sleep well|cya',
    ),
    () => replies.farewell(),
  ],
  [
    whole(
      "(?:i'?m )?(?:so |very |really )?sorry(?: about (?:that|it))?|my (?:bad|mistake)|oops|whoops|apologies|pardon",
    ),
    () => replies.noProblem(),
  ],
  [
    whole(
      "(?:no[ ,]*)?(?:that'?s|that is|that was|this is|it'?s|you got (?:it|that)) (?:all )?(?:wrong|incorrect|a mistake|not (?:right|correct|it|what i (?:said|meant|asked|wanted|want)(?: for)?))|you(?:'re| are) (?:useless|stupid|wrong|dumb|bad|not (?:listening|helpful))|(?:no[ ,]*)?not (?:that|this)(?: one)?|(?:oops[ ,]*)?wrong(?: one| list| day| time)?|i (?:didn'?t|did not|never) (?:say|said|mean|ask for|want) (?:that|this)",
    ),
    () => replies.gotWrong(),
  ],
  [
    whole(
      "(?:you(?:'re| are) )(?:the best|(?:so |really |very )?(?:awesome|amazing|great|wonderful|brilliant|fantastic|helpful|a star|a life ?saver|a genius|good)(?: at this)?)|(?:good|great|nice|excellent|awesome|amazing) (?:job|work|one)|well done|(?:i )?love (?:it|this|that|you)|that'?s (?:great|awesome|perfect|amazing|wonderful|brilliant|excellent|lovely|cool|nice)",
    ),
    () => replies.thanks(),
  ],
  [
    whole(
      "lol|lmao|rofl|(?:ha|he|hi){2,}|hm+|uh+|um+|ah+|oh+|oh (?:ok|okay|well|i see|right)|wow|wait|hold on|hang on|(?:one|just a) (?:moment|second|minute|sec)|let me (?:think|see|check)|got it|gotcha|i see|noted|understood|makes sense|that'?s (?:all|it|everything)(?: (?:for now|thanks))?|nothing(?: else)?|roger(?: that)?|copy(?: that)?|(?:\\p{Extended_Pictographic}|\\p{EMod}|\\uFE0F|\\u200D)+",
    ),
    () => replies.acknowledged(),
  ],
  [
    whole(
      '(?:this is (?:just )?a )?test(?:ing)?(?: (?:test|testing|\\d+|one two(?: three)?))*|can you (?:hear|read|see) me|(?:are|r) you (?:there|awake|on|working)|anybody there|ping',
    ),
    () => replies.greeting(),
  ],
];

/** The answer to what is no wish; undefined when it may be one. */
export function asideReply(request: Request): string | undefined {
  const words = request.action.words.replaceAll('’', "'").trim();
  return ASIDES.find(([form]) => form.test(words))?.[1](request);
}

/** "hmm", "wait" is no title, and no time. */
export const isAside = (words: string): boolean =>
  ASIDES.some(([form]) => form.test(words.replaceAll('’', "'").trim()));
