import type { Candidate, Slots } from '../found.ts';
import { CALENDAR, CHANGE, LOOSE_EVENT, MOVE, pattern, TIME_AS_EVENT } from '../lexicon.ts';
import { namedEvent, PRONOUN } from '../named-event.ts';
import type { Sentence } from '../sentence.ts';
import { onDayOf } from '../slots.ts';
import { titleOf } from '../title.ts';

const TO = '(?:to|till|until|for|by|on|at|into|from)';

/** Each names the event and what becomes of it; the later forms need a time. */
const PLACES = pattern(
  `^(?:${CHANGE}|set|make) (?:the |my )?(?:location|place|venue|room) (?:of|for) (?<what>.+?) to (?<place>.+)$|^(?:${CHANGE}) where (?<what3>.+?) is(?: held)? to (?<place3>.+)$|^(?:${CHANGE}) (?<what2>.+?)(?:'s)? (?:location|place|venue) to (?<place2>.+)$`,
);
const RENAMES = pattern(
  `^(?:rename|retitle) (?<what>.+?) (?:to|as|into) (?<to>.+)$|^change (?:the )?(?:name|title) of (?<what2>.+?) to (?<to2>.+)$`,
);
const ATTENDEES = pattern(
  `^(?:add|invite|include) (?<who>a note|(?!an? |the |my )[\\w ,]+) to (?<what>(?:my|the|our|today's|tomorrow's) .*\\b(?:${LOOSE_EVENT})\\b.*)$`,
);
const CANCEL_AND_MOVE = pattern(
  `^(?:cancel|delete|remove) (?<what>.+?),? and (?:then )?(?:${MOVE}|schedule|book|put|set|make) (?:it|that|one|a new one)(?: again)? (?:${TO} )?(?<to>.+)$`,
);
const HAS_MOVED = pattern(
  `^(?<what>.+?) (?:(?:has|have|was|were|is|got|is being)(?: been)? (?:changed|moved|rescheduled|postponed|pushed(?: back)?|delayed|shifted)|moved|changed)(?: ?(?:-|,|and|so) ?(?:please )?(?:put|move|change|set) it)? (?:${TO} )?(?<to>.+?)(?:,? (?:so |and |please |can you )*(?:update|change|fix|adjust) (?:it|my|the)\\b.*)?$`,
);
const INSTEAD = pattern(
  `^(?:(?:make|do|put|have|start|hold|set|move|change) (?<what>.+?) (?<to>(?:at|on|to|for|by) .+?)|(?:make|do|have) (?:it |that )?(?<to3>\\S+(?: [ap]\\.?m\\.?)?)|(?<what2>.+?) (?:starts|begins|is)(?: now)? (?<to2>.+?)) instead(?: of .+)?$`,
);
const IS_NOW =
  /^(?<what>.+?) is (?:now (?<to>(?:at|on|from) .+)|(?<to2>(?:at|on|from) .+?) now(?:,? not .+)?)$/i;
const MAKE_IT = /^(?:make|set) (?<what>it|that) (?:to |for |at |on )?(?<to>.+)$/i;
const LENGTH = pattern(
  `^(?:(?:make|extend|shorten|lengthen|keep) (?<what>.+?) (?:by )?(?<to>(?:an?|half an|\\w+) (?:hour|minute|min|hr)s?(?: (?:longer|shorter))?)|extend (?<what2>.+?) (?:to|until|till) (?<to2>.+))$`,
);
/** "delay the interview till friday", "move it to five": greedy, as the name may hold a preposition too. */
const MOVES = pattern(
  `^(?:${CHANGE})(?: up| back| forward| out)? (?:the (?:time|date|day|start(?: time)?|end(?: time)?) (?:of|for) )?(?<what>.+?) (?:from (?<from>.+?) )?(?:to|till|until|by|for|into) (?<to>.+)$`,
);
const MOVES_THEN = pattern(`^(?:${MOVE}) (?<what>.+)$`);

const CONTAINER = pattern(
  `^(?:everything|all(?: my)?(?: (?:events|meetings|appointments))?)(?: (?:on|for|from))?\\b`,
);
const EVENT = pattern(
  `\\b(?:${LOOSE_EVENT}|${CALENDAR}|(?:my|the|day's|tomorrow's|today's|a) (?:[\\w']+ ){0,2}(?:call|train|session))\\b`,
);
const TIME_OBJECT = pattern(`(?:^|\\s)${TIME_AS_EVENT}`);
const OTHER_OBJECT =
  /\b(?:reminders?|lists?|tasks?|to-?dos?|timers?|alarms?|time ?zone|name|language|accent|voice|volume|channel|password|pin|oil|tires?|temperature|thermostat|lights?|colou?r|brightness|address|order|plan|subscription|insurance|station|song|money|dollars|funds|robot|units?|currency|profile|speed)\b|^(?:change|switch)\b.*\bflight\b/i;

/** "move my dentist appointment to next Tuesday 10am", "shift my 3 o'clock to 4", "rename lunch to brunch" */
export function updateEvent(sentence: Sentence): Candidate[] {
  const { command, dates } = sentence;
  const moved = CANCEL_AND_MOVE.exec(command)?.groups ?? {};
  if (moved.what && moved.to && dates(moved.to).when) return [changed(sentence, moved.what, 0.9, moved.to)];
  const { place, place2, place3, what, what2, what3 } = PLACES.exec(command)?.groups ?? {};
  const newPlace = place ?? place2 ?? place3;
  const placed = what ?? what2 ?? what3;
  if (newPlace && placed && !/\bmy (?:phone|home|delivery)\b/i.test(placed))
    return [changed(sentence, placed, 0.9, undefined, { place: newPlace })];

  const renamed = RENAMES.exec(command)?.groups ?? {};
  const newTitle = titleOf(renamed.to ?? renamed.to2 ?? '');
  const old = renamed.what ?? renamed.what2;
  if (
    newTitle &&
    old &&
    (EVENT.test(old) || /^rename/i.test(command)) &&
    !/\b(?:reminders?|tasks?|lists?)\b/i.test(old)
  )
    return [changed(sentence, old, EVENT.test(old) ? 0.9 : 0.8, undefined, { newTitle })];

  if (OTHER_OBJECT.test(command)) return [];

  const invited = ATTENDEES.exec(command)?.groups?.what;
  if (invited) return [changed(sentence, invited, 0.95)];
  return movedInTime(sentence);
}

function movedInTime(sentence: Sentence): Candidate[] {
  const { command, dates } = sentence;
  for (const [form, confidence] of [
    [HAS_MOVED, 0.85],
    [INSTEAD, 0.95],
    [IS_NOW, 0.9],
    [MAKE_IT, 0.8],
    [LENGTH, 0.95],
    [MOVES, 0.9],
  ] as const) {
    const groups = form.exec(command)?.groups ?? {};
    const what = groups.what ?? groups.what2;
    const to = (groups.to ?? groups.to2 ?? groups.to3)?.replace(/^to /i, '');
    if (form === INSTEAD && to && !what && isTime(sentence, to)) return [changed(sentence, 'it', 0.8, to)];
    if (!what || !to) continue;
    const firm = EVENT.test(what) || TIME_OBJECT.test(` ${what}`) || CONTAINER.test(what);
    const known = firm || PRONOUN.test(what) || pattern(`^(?:${MOVE}|make|set)`).test(command);
    if (form === LENGTH ? firm || PRONOUN.test(what) : known && isTime(sentence, to)) {
      const from = groups.from && BARE_TIME.test(groups.from) ? `at ${groups.from}` : groups.from;
      const object = from ? `${what} ${from}` : what;
      return [changed(sentence, object, firm || PRONOUN.test(what) ? confidence : 0.75, to)];
    }
  }
  const what = MOVES_THEN.exec(command)?.groups?.what;
  // "reschedule the dentist tomorrow": without a preposition, the time is the new one.
  return what && (EVENT.test(what) || CONTAINER.test(what))
    ? [changed(sentence, dates(what).rest, 0.85, what)]
    : [];
}

const BARE_TIME =
  /^(?:at )?(?:\d{1,2}(?:[:.]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:thirty|fifteen|forty five))?(?: ?(?:o'? ?clock|[ap]\.?m\.?))?(?: instead)?$/i;

function isTime({ dates }: Sentence, to: string): boolean {
  return (
    BARE_TIME.test(to) ||
    dates(to).when !== undefined ||
    /\b(?:an?|half an|\w+) (?:hours?|minutes?|days?|weeks?)$/i.test(to)
  );
}

function changed(
  { dates }: Sentence,
  what: string,
  confidence: number,
  to?: string,
  change: Slots = {},
): Candidate {
  const fill = (): Slots => {
    const object = namedEvent(dates, what);
    // "to 4" is a time here, which it is not in every text.
    const next = to
      ? BARE_TIME.test(to)
        ? dates(`at ${to.replace(/^at | instead$/gi, '')}`)
        : dates(to.replace(/ instead$/i, ''))
      : undefined;
    const { currentWhen } = object;
    const isTimeOnly = to !== undefined && BARE_TIME.test(to) && currentWhen !== undefined;
    const time =
      next?.when && (isTimeOnly ? onDayOf(currentWhen, next.when, !/[ap]\.?m/i.test(to)) : next.when);
    return {
      ...object,
      ...(time && { when: time }),
      ...(next?.recurrence && { recurrence: next.recurrence }),
      ...change,
    };
  };
  return { intent: 'update_event', confidence, fill };
}
