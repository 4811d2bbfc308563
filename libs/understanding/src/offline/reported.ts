import { ADD, CHANGE, CREATE, EVENT_KIND, pattern, REMOVE } from './lexicon.ts';
import { STARTS_OTHERWISE } from './starts.ts';

const SPEAKER = "(?:(?:my|our|the|his|her|their) (?:[\\w'-]+ ){0,2}?[\\w'-]+?|[\\w-]+(?: (?:and )?[\\w-]+)?)";
const SAYS =
  '(?:said|says|told|tells|asked|asks|wrote|writes|texted|texts|messaged|emailed|replied|mentioned|mentions|claimed|claims|thought|thinks|reckons|insisted|insists|promised|announced|begged|reminded|warned|(?:wants|wanted|needs|needed|like)(?= (?:me|us|you) ))';
const MAY_BE = pattern(`\\b${SAYS}\\b`);
const REPORTED = pattern(
  `^(?<speaker>${SPEAKER})(?:'s|'ve|'d| has| have| had| would| just| also| already)* ${SAYS}\\b(?: (?:to )?(?:me|us|you|him|her|them|everyone|everybody)\\b)?(?<said>.*)$`,
);
/** Who speaks for themselves, or asks. */
const NOBODY_ELSE =
  /^(?:i|we|you|it|that|this|what|who|whom|whose|which|when|where|how|why|if|whether|as|not|please|and|or)$/i;

const POLITELY = '(?:so|and|then|please|just|can you|could you|will you|would you)';
const IT = '(?:it|that|this|them|those|some|one)';
export const THEN = `(?:[,.;!?](?: ${POLITELY})*|(?: ${POLITELY})+) `;
/** "…, put it on my list": what is ordered with a thing that was named before. */
export const THEN_ORDER = `${THEN}(?<order>(?:${ADD}|${CREATE}|${REMOVE}|${CHANGE}|mark|tick|check)(?: (?:down|off|out|up))? ${IT}\\b.*|remind (?:me|us)\\b.*)`;
const FACT_THEN_ORDER = pattern(`^(?:to |that )?(?<fact>.+?)${THEN_ORDER}$`);
/** What adds can be undone and loses nothing; what removes or changes something is not done on hearsay. */
const ASKED_TO_ADD =
  /^to (?<order>(?:add|put|pop|stick|write|include|insert|pencil in|note down|jot down|schedule|book|arrange|set up|create) .+)$/i;
const FORBIDS = /^(?:not|don'?t|do not|never)\b/i;
/** "Tom asked me to dinner" invites. */
const INVITES = pattern(
  `^(?:out |over |round |along )?(?:to|for) (?:(?:an?|the|his|her|their|my) (?:[\\w'-]+ )?)?(?!practi[cs]e\\b)(?:${EVENT_KIND})\\b`,
);

/** What somebody else said, as far as the text tells it; undefined when the text reports nothing. */
function saidIn(command: string): string | undefined {
  if (!MAY_BE.test(command)) return undefined;
  const { speaker = '', said = '' } = REPORTED.exec(command)?.groups ?? {};
  const [first = '', second] = speaker.split(' ');
  if (!first || NOBODY_ELSE.test(first)) return undefined;
  // "remember Tom said …" orders, while "Mark said …" reports.
  if (second && !/^(?:my|our|the|his|her|their)$/i.test(first) && STARTS_OTHERWISE.test(first))
    return undefined;
  return said.replace(/^[ ,:;-]+/, '');
}

/** "she told me the party is cancelled", 'he said "add milk to my list"': tells of words, without an order of one's own. */
export function isReported(command: string): boolean {
  const said = saidIn(command);
  return said !== undefined && !INVITES.test(said);
}

/**
 * The order in a report, for which who said so does not matter: of "she asked me to add milk to my list" the "add milk to my list", of
 * "they said the delivery is at 3, put it in my calendar" what follows "said".
 */
export function withoutReporter(command: string): string {
  const said = saidIn(command);
  if (said === undefined) return command;
  const { fact, order } = FACT_THEN_ORDER.exec(said)?.groups ?? {};
  if (fact && order) return FORBIDS.test(fact) ? command : `${unquoted(fact)}, ${order}`;
  return ASKED_TO_ADD.exec(said)?.groups?.order ?? command;
}

const unquoted = (words: string): string => words.replace(/^["'(]+(.*?)["')]+$/, '$1').replace(/[,.]$/, '');
