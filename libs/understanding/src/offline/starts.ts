import { ADD, ASK, CHANGE, CHORE, CREATE, pattern, REMOVE, SHOW } from './lexicon.ts';

/** A sentence that begins with a verb, a question word or a pronoun: no bare name of a thing. */
export const STARTS_OTHERWISE = pattern(
  `^(?:${[ADD, ASK, CHANGE, CREATE, REMOVE, SHOW].join('|')}|(?:${CHORE})(?= )|` +
    "have|i|i'm|i'll|i'd|i've|you|we|it|it's|he|she|they|there|that|that's|this|if|because|why|would|could|should|shall|may|must|let|not|no|yes|" +
    'confirm|play|watch|listen|eat|drink|sleep|turn|start|stop|order|go|use|wake|remind|tell|say|speak|talk|translate|convert|calculate|search|google|recommend|suggest|explain|define|' +
    'want|need|help|pick|choose|guess|give|think|keep|remember|recall|describe|compare|count|skip|pause|resume|raise|lower|dim|lock|unlock|connect|activate|deactivate|enable|disable|' +
    'increase|decrease|transfer|report|rate|tweet|post|roll|flip|sing|drive|navigate|snooze|in|at|to|on|for|from|about|and)\\b',
);
