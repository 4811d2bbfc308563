import type { Intent } from '../../meaning.ts';
import type { Candidate } from '../found.ts';
import type { Sentence } from '../sentence.ts';

const YES =
  "yes|yeah|yep|yup|ya|yea|aye|sure|sure thing|ok|okay|okey|okie|oki|okey[- ]?dokey|okie[- ]?dokie|k|kk|alright|all right|aight|correct|right|exactly|absolutely|definitely|certainly|of course|please do|do (?:it|that|so)|go ahead|go for it|go on(?: then)?|sounds (?:good|great|right)|that'?s (?:right|correct|it|fine|good)|that is (?:right|correct)|please|perfect|confirm(?:ed)?|fine|indeed|affirmative|great|cool|nice|awesome|excellent|wonderful|lovely|brilliant|fantastic|amazing|super|superb|sweet|neat|good|very good|all good|works for me|that works|👍\\p{EMod}?|✅|👌\\p{EMod}?|🆗|💯";
const NO =
  "no|nope|nah|no way|no thanks|no thank you|don'?t(?: do (?:that|it|so))?|do not(?: do (?:that|it|so))?|better not|rather not|cancel|never ?mind|nvm|nm|(?:leave|keep) it(?: (?:as (?:it )?is|alone|be|there|like that|how it is))?|forget (?:it|that|about it)|not (?:now|really|yet)|no need|skip it|drop it|cancel that|no,? (?:it'?s|that'?s|i'?m|we'?re|you'?re) (?:fine|ok|okay|alright|all right|good|all good)|negative|please don'?t|👎\\p{EMod}?|❌";
const UNDO =
  "(?:(?:oops|whoops|no|oh no|wait|sorry|actually|hang on|(?:that|this|it)(?: was|'s| is) (?:wrong|a mistake|not (?:right|what i (?:meant|said|wanted|asked for)))|i didn'?t mean (?:that|it|to(?: do that)?)|wrong|my mistake|my bad),? ?)*(?:undo(?: (?:it|this|(?:that|the|my)(?: (?:very )?last(?: \\w+)?| (?:one|thing|action|change|step))?|last|what you (?:just )?did))?(?: please)?|(?:take|put|change|set|bring|add) (?:that|it|things|them|those|these|everything|all of (?:it|them)) back(?: (?:on|in)(?: (?:there|the list))?)?(?: to)?(?: (?:how|the way|as|what) (?:it was|they were|i had it)(?: before)?)?|revert(?: (?:that|it|the last \\w+))?|reverse that|(?:scrap|reverse|cancel|forget|scratch|delete) (?:that|the|my) last (?:change|thing|action|command|edit|bit|update|request|step)|roll (?:that|it) back|go back(?: one)?(?: (?:more|further|again|step|(?:more )?step))*|undo (?:one|the one) (?:more|before(?: (?:that|it))?)(?: (?:please|too|as well))?|undo (?:that|it) (?:too|as well|again)|undo again|(?:(?:oops|whoops|no|oh|wait|sorry|hang on)[ ,]+)*i (?:didn'?t|did not) mean (?:that|it|to(?: do (?:that|it))?)|(?:leave|put|make|keep) (?:it|that|everything|things) (?:as|how|the way|like) (?:it|they|that) (?:was|were)(?: before)?)";
const STOP =
  "stop(?: (?:messaging|texting|writing|contacting|bothering|sending)(?: (?:to )?me)?(?: (?:messages|anything|things))?)?|unsubscribe(?: me)?|opt(?: me)? out|stop all(?: messages)?|leave me alone|stopp|aufhören|hör(?: bitte)? auf|abmelden|abbestellen|alto|para|parar|basta|detener|(?:darme de )?baja|don'?t (?:message|text|write|contact)(?: to)? me(?: (?:any ?more|again|ever again))?|quit messaging me";
const START =
  "start(?: (?:messaging|texting|writing|sending)(?: (?:to )?me)?(?: messages)?(?: again)?)?|subscribe(?: me)?|opt(?: me)? (?:back )?in|unstop|resume(?: (?:messages|messaging))?|you can (?:message|text|write)(?: to)? me again|starten|anmelden|weitermachen|comenzar|empezar|iniciar|reanudar|let'?s (?:start|begin|go)|get started";

const whole = (forms: string): RegExp => new RegExp(`^(?:${forms})[ ,.!]*$`, 'iu');
const repeated = (forms: string): RegExp => new RegExp(`^(?:(?:${forms})(?![\\w'])[ ,.!]*)+$`, 'iu');

const KINDS: [Intent, RegExp][] = [
  ['undo', whole(UNDO)],
  ['stop', whole(STOP)],
  ['start', whole(START)],
  ['confirm', repeated(YES)],
  // "no, leave it", "no please don't": what agrees may be part of a refusal, never the other way round.
  ['deny', repeated(`${NO}|please|thanks|ta|cheers|thank you|ok|okay|sorry|actually`)],
];
const THANKS_ONLY = /^(?:(?:thanks|ta|cheers|thank you|ok|okay|please|sorry|actually)[ ,.!]*)+$/i;

/** "yes, do it", "nvm", "undo that", "stop": said in answer to us, or to the service as a whole. */
export function answers({ text }: Sentence): Candidate[] {
  const kind = KINDS.find(
    ([intent, form]) => form.test(text) && !(intent === 'deny' && THANKS_ONLY.test(text)),
  );
  return kind ? [{ intent: kind[0], confidence: 0.95 }] : [];
}
