import { type Action, forAnother, isOtherItem } from '#understanding';

import { addedToList } from './more-items.ts';
import { type Found, LEAD, MADE, QUERIES, WHEN_ONLY, whenAlone } from './half-times.ts';
import { onlyAction, type Said } from './said.ts';
import { meaningOf } from './spoken-before.ts';

const WHOM = "(?<whom>[\\p{L}\\p{N}_' -]{2,40}?)";
const END = '(?: (?:too|as well|also|please))*[ .!]*$';
/** "same for dad", "and the same again for tomorrow", "for Anna too" */
export const SAME_FOR = [
  new RegExp(`^${LEAD}(?:the )?same(?: again| thing)? for ${WHOM}${END}`, 'iu'),
  new RegExp(`^${LEAD}for ${WHOM} (?:too|as well|also)${END}`, 'iu'),
  new RegExp(`^(?:(?:oh|ok|okay)[ ,]+)*(?:and|also)[ ,]+(?:also )?for ${WHOM}${END}`, 'iu'),
];
/** "bob on 6 march" */
const SOMEBODY_AT =
  /^(?<person>.+?) (?<when>(?:on|at|today|tonight|tomorrow|next|this|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*)$/i;
/** "for me too", "the same for it", "and for what", "for real too" */
const NOBODY =
  /^(?:(?:me|us|you|myself|it|that|this)$|(?:now|ever|sure|real|good|free|fun|once|nothing|example|instance|what|whom?|which|why|how)\b)/i;
/** "for an hour too" */
const LASTS =
  /^(?:an?|half an?|[\w-]+)(?: and a half)? (?:hours?|minutes?|mins?|hrs?|seconds?|secs?)(?: and a half)?$/i;

/** The same thing for somebody or something else, or on another day. */
export function sameFor(said: Said, words: string, last: Action): Found {
  const whom = SAME_FOR.map((form) => form.exec(words)?.groups?.whom).find(Boolean);
  if (!whom || NOBODY.test(whom)) return undefined;
  if (LASTS.test(whom)) return forSoLong(said, last, whom);
  const isMade = MADE.has(last.intent);
  if (WHEN_ONLY.test(whom))
    return isMade || QUERIES.has(last.intent) ? whenAlone(said, `${whom} too`, last) : undefined;
  if (last.intent === 'create_timer') return anotherTimer(said, last, whom);
  const { title } = last;
  if (!title || !isMade) return undefined;
  const { person = whom, when } = SOMEBODY_AT.exec(whom)?.groups ?? {};
  if (last.intent === 'create_task' && !last.when && !when && isOtherItem(title, whom))
    return addedToList(said, whom, last);
  const others = when && WHEN_ONLY.test(when) ? whenAlone(said, `${when} too`, last) : [last];
  return others?.map((each) => ({ ...each, title: forAnother(title, person) }));
}

/** It lasts as long as the one before, from now on. */
function anotherTimer(said: Said, last: Action, whom: string): Found {
  const when = onlyAction(meaningOf(said, last.words))?.when;
  return when && [{ ...last, when, title: whom.replace(/^(?:the|my|our) /i, '') }];
}

function forSoLong(said: Said, { intent }: Action, length: string): Found {
  const [words, means] = intent.endsWith('_timer')
    ? [`set a timer for ${length}`, 'create_timer']
    : [`it lasts ${length}`, 'update_event'];
  const meant = onlyAction(meaningOf(said, words));
  const isOfIt = means === 'create_timer' || intent.endsWith('_event');
  return isOfIt && meant?.intent === means ? [{ ...meant, confidence: 1 }] : undefined;
}
