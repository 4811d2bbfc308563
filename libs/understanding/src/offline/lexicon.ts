/**
 * The classes of words that the rules are made of, as sources of regular expressions. Word classes and not sentences:
 * a rule says which class of verb meets which class of object.
 */
const any = (...words: string[]): string => `(?:${words.join('|')})`;

/** A regular expression that ignores case, from pieces. */
export const pattern = (...pieces: string[]): RegExp => new RegExp(pieces.join(''), 'i');

/** The named groups of the first form that fits. */
export function firstGroups(forms: RegExp[], text: string): Partial<Record<string, string>> | undefined {
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    if (groups) return groups;
  }
  return undefined;
}

/** What can stand before a noun. */
export const DET = "(?:(?:my|the|our|your|a|an|another|this|that|these|those|some|any|all|[\\w-]+'s) )";

/** Containers of events. */
export const CALENDAR = any('calend[ae]rs?', 'diary', 'schedule', 'agenda', 'planner', 'itinerary');

/** Whatever they are about, these belong into a calendar. */
export const GENERIC_EVENT = any(
  'meetings?',
  'appointments?',
  'appts?',
  'events?',
  'engagements?',
  'calend[ae]r entr(?:y|ies)',
  'conference calls?',
  'interviews?',
  'stand-?ups?',
);

/** Things that people do at a time, with others, or at a place. */
export const EVENT_KIND = any(
  GENERIC_EVENT,
  'dates?(?= (?:with|night|for|at|scheduled))',
  'calls?(?= with)',
  '(?:team|client|phone|video|zoom|budget|sales|conference) (?:call|sync|review)s?',
  'breakfast|brunch|lunch(?:eon)?|dinner|supper|coffee|drinks|barbecue|bbq|picnic|potluck',
  'part(?:y|ies)|birthdays?|weddings?|christenings?|baptisms?|anniversar(?:y|ies)|graduations?|ceremon(?:y|ies)|funerals?|reunions?|showers?',
  'class(?:es)?|lessons?|lectures?|practice|rehearsals?|sessions?|seminars?|webinars?|workshops?|training|exams?',
  'concerts?|recitals?|conferences?|retreats?|get-?togethers?|gatherings?|activit(?:y|ies)',
  'yoga|gym|pilates|physio(?:therapist)?|therap(?:y|ist)|workout|massage|manicure|pedicure|haircuts?|check-?ups?|dentist|orthodontist|optician|doctor|dr|vet|hairdresser|barber',
  '(?:eye|blood|hearing|driving|theory|smear|swimming) tests?|x-?rays?|(?:mri|ct|ultrasound|baby) scan|hygienist|catch[- ]?ups?|one[- ](?:to|on)[- ]one|(?:book|reading|chess|running|youth|breakfast|film|gardening|debate|drama) club|(?:choir|band) practice|mot(?= |$)',
  "plumber|electrician|parents?'? evening|school play|open house|house ?warming|deadline",
);
/** These are events when they are given a time, and many other things when they are asked about. */
export const LOOSE_EVENT = any(
  EVENT_KIND,
  'movie|film|show|play|game|match|tournament|flight|trip|vacation|holiday|race|visit|review|sync|demo|festival',
  'opera|theat(?:er|re)|museum|run|hike|swim|date',
  'football|soccer|basketball|baseball|hockey|volleyball|swimming|gymnastics|squash|tennis|badminton|golf|padel|netball|rugby|cricket|five-a-side|bowling|zumba|crossfit|spin|karate|judo|ballet|choir|scouts|brownies',
);

/** Times that stand for the event at that time: "my 3 o'clock", "the 2pm". */
export const TIME_AS_EVENT =
  '(?:my|the|(?:today|tomorrow|' +
  "(?:mon|tues|wednes|thurs|fri|satur|sun)day)'s) (?:\\d{1,2}(?::\\d\\d)? ?(?:o'? ?clock|[ap]\\.?m\\.?)?|" +
  "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)(?: (?:thirty|fifteen))?(?: ?(?:o'? ?clock|[ap]\\.?m\\.?))?)" +
  '(?= |$)';

/** A list of tasks, without what stands before its name. The first group of `LIST` is the name. */
const LIST_TAIL =
  '(?: (?:of|with) (?:(?:the |my )?(?:things|stuff|items|tasks)(?: (?:(?:i )?(?:need|have|want) )?to (?:do|buy|get)(?: (?:today|tomorrow))?)?|\\w+s to \\w+|chores|tasks|to-?dos|groceries|errands)|' +
  ' for (?:shopping|groceries|the (?:store|supermarket|shop))| to (?:buy|get|do)\\b| i use for shopping)?';
const LIST_NAME = "((?:(?!(?:do|to|on|onto|in|from|off|of|at|and|my|the|our|your|list|a) )[\\w'&-]+ ){0,3}?)";
export const LIST =
  `(?:(?:my|the|our|your|a|an|that|this|any|all|[\\w-]+'s) )?(?:new |whole |entire )?` +
  `(?:to[ -]?do (?:list|items|tasks)\\b|${LIST_NAME}lists?\\b(?! price)|(?:to[ -]?do'?s|to-?do|tasks)\\b(?! lists?\\b)|(?:groceries|shopping|errands|chores)$|(?:things|stuff) (?:i|we) (?:need|have|want) to (?:buy|get|do|pick up)\\b)` +
  LIST_TAIL;

/** The person's tasks or lists are named. */
export const TASKS = any(
  '(?:to[ -]?do|shopping|grocer(?:y|ies)|task|chore|errands?|packing|to-?buy|wish|reading|bucket|christmas)s? (?:list|item)s?',
  `(?:my|our|the|that|this|any|all|open(?! an? )|pending|overdue)(?: (?!play |guest |price |rate )[\\w'-]+){0,3}? (?:lists?|tasks?|to-?dos?|chores|errands)`,
  'list items|items on (?:my|the|our)(?! calend| sched)',
  '(?:tasks|to-?dos|chores)(?= (?:are|do|is|have|for|on|left)\\b|$)',
  'list of (?:things|stuff|chores|tasks|groceries)',
);

export const REMINDERS = any('reminders?', 'alarms?(?! (?:systems?|codes?)\\b)');

/** Adding to something that exists. */
export const ADD = any(
  'add|put(?: down)?|place|include|insert|append|enter|pop|stick|throw|chuck|toss|write(?: down)?|jot(?: down)?|note(?: down)?|log|save|get(?! rid)|list|pencil(?: in)?|slot(?: in)?|mark',
);
/** Bringing something new about. */
export const CREATE = any(
  'schedule|set(?: up)?|create|make|arrange|organi[sz]e|plan|book(?! clubs?\\b)|fix(?: up)?|start|new(?! years?\\b)|block(?: off| out)?|reserve|input|enter',
);
export const REMOVE = any(
  'cancel|delete|remove|erase|clear(?: out| off| up)?|drop|scrap|call off|get rid of|take|wipe(?: out)?|scratch(?: off| out)?|strike(?: off)?|empty|ditch|nix|cut|kill|axe|abort|lose|unschedule|pull(?! up| forward)|omit|subtract|take down|forget(?: about)?|never ?mind|cross|discard|eliminate|trash|dump|throw out|purge|scrub|bin(?= (?:my|the|that|it|everything)\\b)',
);
export const MOVE = any(
  'move|shift|set(?= .* (?:back|forward) )|reschedule|push(?: back| out)?|postpone|delay|bring (?:forward|up)|(?:bring|pull)(?= .* (?:forward|up)\\b)|put off|put back|put(?= .* (?:off|back)\\b)|pull forward|advance|rearrange|re-schedule|bump',
);
export const CHANGE = any(
  MOVE,
  'change|update|modify|edit|alter|adjust|switch|swap|amend|correct|extend|lengthen|shorten|rename|relocate',
);
/** Asking to be shown or told something. */
export const SHOW = any(
  'show|list|name(?= (?:all|my|the|every)\\b)|(?:notify|inform) (?:me|us) (?:of|about)(?= (?:my|the|our) (?:schedule|calend|agenda))|(?:notify|inform)(?= (?:me|us) (?:of|about) (?:my|our) plans)|read(?: out| off| back)?|tell|give|check|see|view|display|open|hear|go (?:through|over)|pull up|bring up|look (?:at|up|for|on|in|through|into|over)|search(?: (?:for|through|in|on))?|scan|go (?:to|into)|locate|retrieve|get(?! rid| (?:me )?(?:a|an) )|fetch|find(?: out)?|print|review|know|remind me(?= wh)|i (?:want|need) to know|let me (?:know|see)|recite|run through|describe',
);
export const ASK = any(
  "what(?:'?s|'?re|'?ve)?|which|when(?:'?s)?|where(?:'?s)?|who(?:'?s|m)?|how(?:'?s)?|do|does|did|have(?= (?:i|we|you|they|any|there)\\b)|has|had|is|are|am|was|were|will|any|anything|can you (?:see|tell)|whats",
);

/** Imperatives of everyday chores: what a person puts on a list in so many words. */
export const CHORE = any(
  'call(?! with\\b)|phone|ring|email|e-mail|text|message|write|buy|purchase|get|pick up|grab|fetch|drop off|drop(?= (?:my|the|our) (?:kids|children|son|daughter|car|dog|cat|parcel|keys)\\b)|return|pay|clean|tidy|wash|mow|water|feed|walk|' +
    'finish|submit|send|renew|fix|repair|mend|mail|post|print|sign|file|fill (?:out|in)|prepare|pack|read|study|practice|review|update|' +
    'go (?:to|for)|vacuum|iron|cook|bake|do(?! (?:i|we|you|they|not)\\b)|take out|take|bring|collect|contact|ask|visit|see|tell|invite|register|apply|cancel|return|replace|sort(?: out)?|back up|research|order|hand in|make|charge|check',
);

/** Of these, the ones that nobody would ask an assistant to do in their place: after "I need to" they make an errand of anything. */
export const ERRAND = any(
  'buy|purchase|pick up|grab|fetch|collect|drop off|bring|take(?! (?:a|my|the|some) (?:break|nap|rest|bath|shower|day|time|loan))|return|replace|exchange',
  'call|phone|ring|email|e-mail|text|write to|reply to|answer|thank|visit|talk to|speak (?:to|with)|meet up',
  'clean|tidy|wash|mow|water|feed|walk|vacuum|hoover|iron|dust|sweep|mop|empty|unload|load|declutter|hang|paint|assemble',
  'fix|repair|mend|renew|charge|refill|top up|sort(?: out)?|file|fill (?:out|in)|sign|print|scan|post|mail|ship|submit|hand in|finish|prepare|pack|study|practi[sc]e|learn|rehearse|revise|research',
  'cook|bake|defrost|take out|put out|do (?:the|my|some|our)|pay(?! .*\\b(?:account|card|checking|savings|visa|mastercard)\\b)|order|register|sign up|enrol?l|apply for|vote|exercise|work out',
  'go (?:shopping|running|jogging|swimming|grocery|to (?:the|my|a) (?:bank|post office|store|shop|supermarket|pharmacy|chemist|doctor|dentist|vet|gym|library|barber|hairdresser|dry cleaner|market|mall|garage|office|laundr\\w+|cleaners))',
  'get (?:the|my|our|a|an|some|more|new|rid of)(?! (?:ride|refund|loan|quote|room|table|flight|hotel|taxi|cab|card|new (?:card|credit|debit|pin|password)|credit|debit|reservation|weather|forecast|news|directions|info|information|answer|idea)\\b)',
  'book (?:the|my|our) (?:[\\w-]+ )?(?!meeting|appointment)[\\w-]+ in(?: for)?',
  'see (?:the|my|a) (?:doctor|dentist|vet|optician|lawyer|accountant|teacher|landlord)',
);

/** The same, done: "I called the bank". */
export const CHORE_DONE = any(
  'called|phoned|emailed|texted|mailed|posted|wrote|written|bought|purchased|got|picked up|dropped off|returned|paid|cleaned|tidied|washed|mowed|watered|fed|walked|' +
    'finished|completed|submitted|sent|renewed|fixed|repaired|printed|signed|filed|filled (?:out|in)|prepared|packed|read|studied|vacuumed|ironed|cooked|baked|did|done|took out|taken out|handed in|made|ordered|booked|replaced',
);

/** People who are known by what they do, or by what they are to somebody, rather than by name. */
export const PERSON = any(
  'man|woman|lady|guy|bloke|girl|boy|neighbou?rs?|teacher|boss|plumber|electrician|engineer|technician|inspector|surveyor|builders?|painters?|movers|gardener|cleaner|window cleaner|chimney sweep|locksmith',
  'vet|dentist|doctor|nurse|midwife|landlord|landlady|accountant|lawyer|hairdresser|barber|babysitter|child ?minder|nanny|au pair|coach|tutor|guests?|visitors?|friends?|colleagues?',
  'mum|mom|mother|dad|father|parents|folks|sister|brother|sibling|aunt(?:ie)?|uncle|cousins?|gran(?:ny|dad|dma|dpa|dparents)?|(?:grand)?(?:son|daughter|kids|children)|nephew|niece|husband|wife|partner|in-laws|mother-in-law|father-in-law|dog|cat',
);
