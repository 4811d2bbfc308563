import { pattern } from './lexicon.ts';

/** Regular ones, of five letters or more: "bed", "need" and "Fred" are none. */
const REGULAR = '[a-z]{2,}[^e\\W]ed|agreed|used|tied|freed';
const IRREGULAR =
  'been|gone|had|done|seen|heard|told|said|sent|spent|spoken|thought|found|kept|held|lost|won|left|taken|given|gotten|made|written|met|paid|bought|brought|caught|taught|understood|chosen|begun|broken|driven|flown|become|known|shown|slept|woken|worn|swum|sung|thrown|ridden|rung|sold|quit|stood|sat|built|felt|fallen|hidden|lent|eaten|drunk|drank|ate|forgotten|forgot|put|shut|hurt|led|meant|withdrawn|come|sworn|dealt|lain|grown|drawn|hung|swept|overslept';
/** "the run club", but "run the race": names as well, unless something is done to something. */
const AS_NOUN =
  '(?:run|cut|read|set|hit|let|split)(?= (?:the|my|our|a|an|it|into|out|through|up|off|to|down|over|back)\\b)';
/** "guided tour", "mixed doubles": says of what kind a thing is. */
const ADJECTIVE =
  '(?:advanced|guided|mixed|heated|assisted|supervised|limited|unlimited|unplanned|structured|dedicated|combined|animated|belated|sacred|naked|wicked|hundred|ahmed|mohammed|muhammed|jared|alfred|wilfred)';
const ADVERB =
  '(?:(?:just|only|already|finally|now|also|both|all|recently|since|completely|totally|even|[a-z]+ally) )*';
const PARTICIPLE = pattern(`^${ADVERB}(?!${ADJECTIVE}\\b)(?:${REGULAR}|${IRREGULAR}|${AS_NOUN})(?![\\w'-])`);
const NAME = /^[A-Z]/;

/** Whether what follows "I have" is what has been done, and not what one has: "cancelled dinner", but not "guided tour". */
export const isDone = (words: string): boolean => PARTICIPLE.test(words) && !NAME.test(words);
