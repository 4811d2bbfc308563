import type { Intent } from '../meaning.ts';
import type { Found } from './found.ts';
import type { Sentence } from './sentence.ts';

const GREETING = [
  '(?:(?:hi+|hey+|hello|hiya|howdy|yo|greetings|(?:good )?(?:morning|afternoon|evening)|good day|there|again' +
    "|handsfree|everyone|anyone there|how are you(?: doing)?|what'?s up)[ ,.!?]*)+",
  "(?:tell me )?how(?:'?s| is| are| have)? (?:you(?:'ve)?|it|everything|things|life|your day)" +
    '(?: (?:are|doing|going|been|today|lately|so far))*',
];

const THANKS = [
  '(?:(?:ok|okay|great|perfect|awesome|cool|nice|many)[ ,.!]*)*(?:thanks|thank (?:you|u)|thx|ty|cheers)' +
    "(?:[ ,.!]+(?:for|so|a|very|again|you|you've|i appreciate|that|this|handsfree)\\b.*)?",
  '(?:i (?:really )?appreciate|much appreciated)\\b.*',
  'your [a-z ]+ is (?:much |very )?appreciated',
];

const HELP = [
  'help(?: me)?|i need help|menu|commands|options|who are you|what are you|how (?:does this|do you) work',
  "wh(?:at|ich)(?:'s)?\\b.* (?:can|could) you (?:do|help|answer)(?: me)?(?: with| for me)?",
  "(?:what|which|how)(?:'s)?\\b.* (?:can|may|should|could|might) i (?:ask|say|tell)(?: you)?(?: to [a-z]+)?",
  '(?:what|which)\\b.*(?: are you able to (?:do|answer|help)| do you have answers for)(?: me)?(?: with)?',
  'how (?:do|can|should) i use (?:this|you|it)',
];

const KINDS: [Intent, RegExp][] = [
  ['greeting', whole(GREETING)],
  ['thanks', whole(THANKS)],
  ['help', whole(HELP)],
];

/** "hello", "thanks, that helped", "what can you do": the whole sentence, with nothing else asked in it. */
export function smallTalk({ text, command }: Sentence): Found | undefined {
  const kind = KINDS.find(([, pattern]) => pattern.test(text) || (command && pattern.test(command)));
  return kind && { intent: kind[0], confidence: 0.95 };
}

function whole(forms: string[]): RegExp {
  return new RegExp(`^(?:${forms.join('|')})$`, 'i');
}
