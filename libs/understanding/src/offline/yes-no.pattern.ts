import type { Found } from './found.ts';
import type { Sentence } from './sentence.ts';

const YES =
  /^(?:(?:yes|yeah|yep|yup|ya|sure|ok|okay|correct|right|exactly|absolutely|definitely|of course|please do|do (?:it|that|so)|go ahead|please|👍\p{EMod}?|✅)[ ,.!]*)+$/iu;
const NO =
  /^(?:(?:no|nope|nah|no thanks|no thank you|don't|do not|better not|rather not|never ?mind|leave it|forget it|👎\p{EMod}?|❌)[ ,.!]*)+$/iu;

/** "yes, do it", "no, leave it": the answer to something we asked. */
export function yesOrNo({ text }: Sentence): Found | undefined {
  if (YES.test(text)) return { intent: 'confirm', confidence: 0.95 };
  if (NO.test(text)) return { intent: 'deny', confidence: 0.95 };
  return undefined;
}
