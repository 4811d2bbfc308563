import type { Intent } from '../../meaning.ts';
import type { Candidate } from '../found.ts';
import { pattern } from '../lexicon.ts';
import { NAMES } from '../normalise.ts';
import type { Sentence } from '../sentence.ts';

const AND_HOW =
  '(?: (?:are|you|doing|going|been|today|tonight|lately|so far|with|for|this|morning|evening|feeling|treating|fine|lovely|beautiful|nice|particular|these|days|all|and|my friend|buddy|there|now|right|week))*';
const GREETING = [
  '(?:(?:hi+|hey+|hello+|hiya|howdy|yo|greetings|sup|salutations|aloha|(?:a )?(?:very )?(?:good |happy )?(?:morning|afternoon|evening)(?: to (?:you|ya))?|good day|there|again|to you|you(?= *$)|buddy|friend|my friend|mate|pal|partner|folks|dude|bro|my man|sir|ai|bot' +
    `|${NAMES}|everyone|all|anyone there|is anyone there|are you there|you there|nice to meet you|pleased to meet you|good to see you|(?:it'?s )?(?:nice|good|great) to (?:see|meet|talk to|hear from|chat with) you|long time no see|hola|ciao|bonjour|hallo|salut|ol[aá]|namaste|sala+m|how are you(?: doing)?|how do you do|what'?s up|wh?at'?s new|wassup)[ ,.!?]*)+`,
  `(?:(?:hi+|hey+|hello|hiya|yo|howdy|so),? (?:there,? )?)?(?:tell me |may i ask )?(?:how(?:'?s| is| are| was| were| have| has| r| do| goes)?) (?:(?:you|u|ya)(?:'ve|'re)?(?: (?:feel|getting on|holding up|keeping))?|it|everything|things|life|your (?:day|week|morning|evening|night|weekend)|the day)${AND_HOW}`,
  `(?:i )?hope (?:that )?(?:you(?:'re| are)|your day is|all is|everything is|things are)(?: (?:doing|going|feeling))? (?:well|good|okay|great|fine)${AND_HOW}`,
  `(?:are (?:you|things)|is (?:everything|it all|all)|everything|you)(?: (?:doing|going|feeling|having))?(?: a)? (?:well|good|okay|ok|alright|all right|fine|great)(?: (?:day|one))?${AND_HOW}`,
  `(?:what'?s|what is|whats) (?:up|new|going on|happening|good)(?: with (?:you|u|ya))?${AND_HOW}`,
  '(?:what have you been up to|how have you been|how you been|how ya doing|how you doing)(?: .{0,12})?',
];

const GLAD =
  '(?:(?:ok|okay|great|perfect|awesome|cool|nice|super|wonderful|excellent|lovely|brilliant|fab(?:ulous)?|amazing|fantastic|marvell?ous|ace|smashing|super duper|magic|sorted|(?:good|great|nice) (?:job|work)|well done|alright|all right|oh|wow|yes|no)[ ,.!]*)*';
const THANKS = [
  `${GLAD}(?:thanks|many thanks|big thanks|thank (?:you|u)|thank-you|thankyou|thx|tnx|ty|tysm|cheers|ta|gracias|merci|danke|grazie|obrigad[oa]|arigato|much obliged|kudos)` +
    "(?:[ ,.!]+(?:for|so|a|very|again|you|you've|ur|i|that|this|handsfree|it|really|kindly|my|to|mate|buddy|friend|much|lot|loads|bunch|bunches|million|ton|tons|heaps|all|ever|once|olly|siri|alexa|google|bot|robot|man|dear|bro)\\b.*)?",
  "(?:i (?:really |do |truly |greatly |sincerely |certainly )*(?:appreciate|thank you)|i (?:can'?t|cannot) thank you enough|much appreciated|appreciate|appreciated|(?:i'm|i am) (?:so |very |really |truly )*(?:grateful|thankful|appreciative)|i thank you|i (?:want to|must|have to|wanted to|should) (?:say )?thank|i owe you)\\b.*",
  '(?:your|the|all your|that) [a-z ]+ (?:is|was|are) (?:much |very |greatly |really |so )*(?:appreciated|helpful)',
  "(?:you(?:'ve| have|'re| are|r|'ve really)?|that(?:'s| is| was|'ll be)|it was|this is|this was) .*,? (?:thanks|thank you|thx|ty)(?: .{0,20})?",
  "(?:that(?:'s| is| was)|you(?:'ve| have|'ve been| were| are|'re| have been)) (?:been )?(?:so |very |really |super |such a |a |quite |extremely )*(?:helpful|a? ?big help|great help|help|kind|useful|of great help)(?: (?:of you|to me|today|information|info|answer))?",
];

/** Praise that ends in thanks; a command that does so is one all the same. */
const PRAISE = /^[\w' ]{2,40}[,.!]+ ?(?:thanks|thank you|thx|cheers|ta)(?: so much| a lot)?$/i;

const HELP = [
  '(?:what (?:are|is) )?(?:some|any|all|a few) of the things (?:that )?you (?:can |could )?do|(?:do you have|is there) a list of (?:your |the )?(?:commands|functions|features|options|things you (?:can )?do)',
  '(?:i (?:could|can) use|i want|i would like|can i (?:get|have)|may i have|give me)(?: some| a little| your| a bit of)? (?:help|assistance)|what can you do (?:to|that will|that can) (?:help|assist)(?: me)?',
  '(?:tell|show|explain)(?: to)?(?: me)?(?: about)? (?:(?:all|everything|what|the|things|stuff|some|of|that) )+you (?:(?:can|could|are able to) )?(?:do|help(?: me)? with|offer)',
  '(?:is there )?(?:anything|something)(?: else)? (?:that )?you can (?:do|help)(?: (?:for me|me with|with))?|(?:what|which) (?:abilities|capabilities|features|functions|skills|services|commands|options) do you (?:have|offer|support|provide)',
  "(?:tell me |explain )?(?:what(?:'s| is) )?(?:something|anything|one thing) (?:that )?you can (?:do|help(?: me)?(?: with)?)|(?:tell me|explain|talk)(?: to me| more)? about your (?:abilities|features|functions|skills|capabilities|functionality|services)|i(?:'m not sure| don'?t know| have no idea) (?:what|how)(?: i can| to) (?:ask|say|use|do)(?: (?:you|to you|this|with you))?|how (?:can|could|will|would) you be (?:helpful|useful|of help|of use)(?: to me)?",
  `(?:please )?help(?: me)?(?: out)?|i need (?:some |your |a little |a bit of )?help(?: (?:with|on) (?:what|how) .{1,30}| getting started)?|menu|commands|options|features|who are you and what can you do|how (?:does (?:this|it|handsfree|the|your)(?: (?:assistant|bot|app|service|thing|number|chat))?|do you|do these(?: things)?) work|(?:list|show|tell|give)(?: me)?(?: (?:all|some|of))* (?:your|the|available) (?:abilities|commands|features|functions|skills|capabilities|options|functionality|menu|possibilities)(?: (?:you|that) .*)?`,
  '(?:what|which) (?:are|is) (?:all )?(?:of )?(?:your|the) (?:abilities|commands|features|functions|skills|capabilities|options|functionality|possibilities|things you (?:can|could) (?:do|help)|(?:topics|things|questions) i can ask)\\b.*',
  "(?:tell me |show me |explain |i want to know |i'd like to know |do you know )?(?:in )?wh(?:at|ich)(?:'s|s)?\\b(?: (?:else|all|exactly|sort|sorts|kind|kinds|type|types|of|thing|things|stuff|tasks|topics|subjects|areas|ways|other|questions|question|services|is|are|it|that|the|some|the|a|range|list|a few|way|requests|actions|help|assistance|information|info|in))* (?:can|could|will|would|do|are) (?:you|u)(?: (?:be able|able|know|know how|capable|going|good))?(?: (?:to|of|at|actually|even|offer))* ?(?:do(?:(?<!are you do)ing)?|help(?:ing)?|answer(?:ing)?|assist|offer|provide|handle|perform|accomplish|know(?: about)?|talk about|support|tell)(?: (?:me|us))?(?: (?:with|for|about|on|out|me|is|today|do|i|that))*",
  "(?:tell me |show me )?wh(?:at|ich)(?:'s|s)? .*\\byou(?:'re| are|r)? (?:able to ?(?:do|help|answer|assist)|capable of ?(?:(?:do|help|answer|assist)ing)?)(?: me)?(?: with)?",
  '(?:tell me |show me |explain )?what (?:all )?(?:you|u) (?:can|could|are able to|know how to) (?:do|help(?: me)? with|answer|offer)(?: for me)?',
  "(?:tell me |so )?(?:what|which|how)(?:'s|s)?\\b(?: (?!(?:song|movie|much|many|long)\\b)[\\w']+){0,8}? (?:can|may|should|could|might|am|would|do|to)(?: i| be)?(?: (?:be able to|able to|allowed to|supposed to|get to))? ?(?:ask(?:ed|ing)?|say|tell|inquire|request|query)(?: (?:you|u|from you|of you|with you|to you|about|for|things|is))*(?: to [a-z]+)?(?: (?:about|for|with|me|you))*",
  "(?:what|which)\\b(?: [\\w']+){0,6} do you have (?:answers|information|info|knowledge) (?:for|on|about|to)(?: me)?",
  'how (?:do|can|should|could|would) i (?:use|interact with|work with|talk to|get started with|operate) (?:this|you|it|handsfree)(?: \\w+)?|what(?: all)? are you (?:capable of|able to do|good at|good for)|what (?:can|could|should) i do with (?:you|this)(?: \\w+)?|(?:give|show|tell)(?: me)? (?:a )?(?:list|examples?|overview) of (?:what|things|everything) you (?:can|could|know)\\b.{0,30}',
  'how (?:can|could|may|are|will|do|would) you(?: able to| going to| able)? (?:help|assist|be of (?:help|assistance|service|use))(?: (?:to me|me|us))?(?: (?:today|out|with (?:things|something|my \\w+)))?',
  "(?:tell me |show me )?(?:what|which)(?:'s| is| are|s)?(?: the)? (?:sorts?|kinds?|types?|range|list|things?|questions|topics|subjects)(?: of (?:things?|stuff|questions?|topics?|subjects?))?(?: that)? (?:i (?:should|can|could|may) ask|you (?:can|could|do|know|answer|help|understand))\\b.{0,30}",
  "what should i (?:ask|say|tell)(?: you)?(?: .{0,12})?|(?:can you )?give me (?:some )?(?:ideas|examples|suggestions)(?: (?:of|for|on))? (?:what|things|questions) .*ask.*|what(?:'s| is| are) (?:my options|(?:you|your) (?:for|purpose|specialt(?:y|ies)|area of expertise|areas of expertise|expertise|job))",
  '(?:what|which) (?:commands|requests|questions|things|words|phrases|instructions) (?:can|do|will) you (?:understand|follow|respond to|react to|take|accept|recogni[sz]e|listen to|support)',
];

/** What is kept of the person, not what can be done. */
const ABOUT_ME = /\byou (?:know|have|hold|store|keep)\b.* (?:about|on) me$/i;
const KINDS: [Intent, RegExp][] = [
  ['greeting', whole(GREETING)],
  ['thanks', whole(THANKS)],
  ['help', whole(HELP)],
];

/** "hello", "thanks, that helped", "what can you do": the whole sentence, with nothing else asked in it. */
export function smallTalk({ text, command }: Sentence): Candidate[] {
  const kindOf = (words: string) =>
    ABOUT_ME.test(words) ? undefined : KINDS.find(([, form]) => form.test(words));
  const kind = kindOf(text) ?? (command ? kindOf(command) : undefined);
  if (kind) return [{ intent: kind[0], confidence: 0.95 }];
  return PRAISE.test(text) ? [{ intent: 'thanks', confidence: 0.55 }] : [];
}

function whole(forms: string[]): RegExp {
  return pattern(`^(?:${forms.join('|')})$`);
}
