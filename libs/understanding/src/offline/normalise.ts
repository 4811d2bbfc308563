import { withoutMarkup } from '../plain-words.ts';

/** Sounds that transcription writes down. */
const HESITATION = /(?<![\w'-])(?:um+|uh+|erm|uhm|hmm+)(?![\w'-])[,.…]* ?/gi;
/** "nine p m", as transcribed. */
const SPACED_MERIDIEM =
  /(\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty|fifteen|clock)) ([ap]) m\b\.?/gi;
/** "whats", "dont": as typed in a hurry. */
const NO_APOSTROPHE =
  /\b(?:(what|where|when|how|who|that)(s)|(do|did|does|is|are|was|wo|ca|have|has)n(t)|(i)(m|ve))\b/gi;
/** "add pickles 2 my list", as typed. */
const TWO_FOR_TO = /(?<=\w )2 (?=(?:my|the) )/gi;

/** The look-behinds here and below keep these linear on long runs of blanks and punctuation in mid-sentence. */
const CLOSING_MARKS = /(?<![\s.!?,;:…])[\s.!?,;:…]+$/;

const GREETED = 'hey|hi|hello|yo|good (?:morning|afternoon|evening)|ok(?:ay)?|alright|great|thanks|thank you';
/** What people call an assistant. */
export const NAMES = 'olly|pda|siri|alexa|cortana|google|handsfree|assistant|bot';
const POLITE_START = new RegExp(
  `^(?:(?:${[
    'please|pls|plz|kindly|just|yes|yep|yeah|so|well|actually|oh|and|also|then|now|maybe|quickly|basically|like',
    `${GREETED}|${NAMES}|changes? of plans?`,
    "(?:i was |i'm |i am |just )?wondering (?:if|whether) (?:you|we|i) (?:could|can|might)|do you think (?:you|we) (?:could|can)|any chance (?:you|we) (?:could|can)|would it be possible (?:for you )?to|is there (?:any|a) way (?:you (?:could|can)|to)",
    '(?:no|nope|never ?mind|hang on|hold on)(?=[ ,]+(?:make|leave|keep|put|move|change|set|call (?:it|that)|cancel|forget|delete|remove|drop|skip|scrap|take|remind|push|bring) )',
    '(?:sorry|fyi|ugh|argh|btw|by the way|o+ps|whoops|wrong(?=[,.!:]))(?=[ ,.!:]+\\w)',
    "(?:can|could|would|will|can't|won't|couldn't|wouldn't) (?:you|u)(?: mind)?(?: please)?(?: (?:help me(?= (?!(?:to )?(?:not|remember|never)\\b)\\w)|go ahead and))?|you can|you should|please be sure to|(?:don'?t forget|remember) to(?= (?:add|put|include|set|schedule|cancel)\\b)|be sure to|make sure (?:to|you)|go ahead and|help me(?! (?:to )?(?:not|remember|never)\\b)(?: to)?(?= \\w)",
    "i(?: would|'?d)(?: really)? (?:like|love|want) (?:for )?(?:you )?to|i (?:want|need) (?:for )?you to|i want to|i wanna|i (?:said|told you|asked you)(?: to)?(?= (?:add|put|set|schedule|create|book|cancel|delete|remove|move|mark|remind)\\b)|i wish to|let's|let us|let me(?! know)",
    "i(?:'m| am) (?:going to need|gonna need|trying|looking) (?:you )?to|if you (?:can|could)|do me a favou?r and|(?:can|could|shall|should) we(?! meet)|can i|could i|may i|why don'?t you(?= (?:just )?(?:add|put|set|schedule|create|book|cancel|delete|remove|move|mark|remind|show|tell)\\b)|is it possible to|i need to(?= (?:add|put|set|schedule|make (?:an? )?(?:\\w+ )?(?:reminder|appointment|meeting)|create|cancel|delete|remove|reschedule|change|move|book|see(?! (?:the|my|a) (?:doctor|dentist|vet|optician|lawyer|accountant|teacher|landlord))|check|know|hear)\\b)|i (?:have|must|got) to(?= (?:reschedule|cancel))",
  ].join('|')})(?![\\w'])(?: ?\\.{2,3})?[ ,.!]*)+`,
  'i',
);
const POLITE_END = new RegExp(
  '(?<![ ,])(?:[ ,.]+(?:please|pls|plz|thanks|thank you|thx|for me|(?:can|could|will|would) you(?: please)?|if you (?:can|could)|if possible|okay|ok|mate|buddy|right|' +
    `${NAMES}))+$`,
  'i',
);

/** As written, with plain quotes, single spaces, no hesitation and no closing punctuation. */
export function tidy(text: string): string {
  return withoutMarkup(text)
    .normalize('NFKC')
    .replace(/[\u200B\u200C\u2060\uFEFF]/g, '')
    .replace(/[‘’‚‛‹›ʼ´\x60]/g, "'")
    .replace(/[“”„‟«»「」『』]/g, '"')
    .replace(/\s+/g, ' ')
    .replace(HESITATION, '')
    .replace(NO_APOSTROPHE, (word) => word.replace(/(?=(?:s|t|m|ve)$)/i, "'"))
    .replace(SPACED_MERIDIEM, '$1 $2m')
    .replace(TWO_FOR_TO, 'to ')
    .trim()
    .replace(CLOSING_MARKS, '');
}

/** "my code is 4312, can you remember that?" */
const ORDERS = /\b(?:can|could|will|would|can't|couldn't|won't|wouldn't) (?:you|u)\b/i;

/** Whether the text ends in a question mark, and asks, rather than politely orders. */
export function endsInQuestion(text: string): boolean {
  return (CLOSING_MARKS.exec(text)?.[0].includes('?') ?? false) && !ORDERS.test(text);
}

/** "don't you forget" asks to remember, where "don't you" before any other verb forbids it. */
const FORGET_NOT = /\b(?:don'?t (?:you |ever |dare )+|do not (?:ever )?)forget\b/i;

/** The text without greeting and politeness: "hey, can you list my tasks please" is "list my tasks". */
export function withoutPoliteness(text: string): string {
  return text
    .replace(FORGET_NOT, "don't forget")
    .replace(POLITE_START, '')
    .replace(POLITE_END, '')
    .replace(CLOSING_MARKS, '');
}
