/** Verbs that ask for something to be kept; what follows is a fact, or a duty that is a task. */
export const KEEP =
  "(?:remember|keep in mind|bear in mind|don'?t forget|(?:make|take|leave) a (?:mental |quick )?note|note to self|(?:note|write|jot|scribble)(?: (?:this|that|it))? down|(?:put|take|get) (?:this|that|it) down|note|memo)";
/** "I need to", "we have got to": whose verb is what is to be done. */
export const OWN_DUTY =
  "(?:that )?(?:i|we)(?: need to| have to| ought to| must| should| gotta|(?: have|'ve) got to) ";
